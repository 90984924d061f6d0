process.stderr.write("Error: Cannot find the configuration file config/production.json\n");
process.exit(3);
