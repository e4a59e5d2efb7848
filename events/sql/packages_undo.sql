DROP TRIGGER package_is_kept ON events_package;
DROP FUNCTION events_package_is_kept();
