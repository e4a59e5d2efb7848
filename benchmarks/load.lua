-- wrk's part of load.py: asks the addresses of a file one after the other, each thread from a place of its own, and says what
-- came of it in one line of JSON.
local paths, at, threads = {}, 0, 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(arguments)
    for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
    at = math.floor(#paths * number / 2)
end

function request()
    at = at % #paths + 1
    return wrk.format("GET", paths[at], { ["Accept-Encoding"] = "gzip", ["Host"] = wrk.host .. ":" .. wrk.port })
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "seconds": %.6f, "median": %.6f, "p95": %.6f, "most": %.6f, "errors": %d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(95) / 1e6, latency.max / 1e6,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
