puma --version && ruby -e 'require "sinatra/base"; require "pg"'
