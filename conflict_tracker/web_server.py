"""How gunicorn serves, wherever it is started: `gunicorn --config python:conflict_tracker.web_server`, see docs/adr/0008.

How many processes there are, WEB_CONCURRENCY says; where they listen, whoever starts it.
"""

wsgi_app = "conflict_tracker.wsgi:application"
worker_class = "gthread"
threads = 4
preload_app = True
control_socket_disable = True  # nobody asks it, and it would be a file in the home folder
