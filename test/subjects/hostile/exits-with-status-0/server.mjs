process.stdout.write("all done\n");
