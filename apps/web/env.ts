// The build sends nothing anywhere.
process.env.NEXT_TELEMETRY_DISABLED = '1';
