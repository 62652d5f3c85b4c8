-- Of the device that the browser is, if it is remembered as one.
alter table browser_sessions add column device_key {{text}};
