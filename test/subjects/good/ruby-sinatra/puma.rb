# frozen_string_literal: true

abort 'DATABASE_URL is not set' if ENV['DATABASE_URL'].to_s.empty?

port Integer(ENV.fetch('PORT'))
# More than there are connections: who waits for one in an outage is told so in time, and does not wait at the door.
threads 32, 32
workers 0
environment 'production'
raise_exception_on_sigterm false
force_shutdown_after 8
first_data_timeout 10
persistent_timeout 20
log_requests false
quiet
lowlevel_error_handler do |_error|
  [500, { 'Content-Type' => 'application/problem+json' }, ['{"title":"Internal Server Error","status":500}']]
end
