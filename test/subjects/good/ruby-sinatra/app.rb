# frozen_string_literal: true

require 'sinatra/base'
require 'json'
require 'date'
require 'time'
require 'securerandom'
require_relative 'database'

class RequestLog
  def initialize(app)
    @app = app
  end

  def call(env)
    started = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    id = SecureRandom.uuid
    status, headers, body = @app.call(env)
    headers['X-Request-Id'] = id
    [status, headers, body]
  ensure
    took = ((Process.clock_gettime(Process::CLOCK_MONOTONIC) - started) * 1000).round(2)
    $stdout.write(JSON.generate(
      '@timestamp' => Time.now.utc.iso8601(3), severity: 'INFO', progname: 'expenses',
      request: { id: id, method: env['REQUEST_METHOD'], path: env['PATH_INFO'].dup.force_encoding('UTF-8').scrub },
      response: { status: status || 500 }, duration_ms: took
    ) << "\n")
  end
end

class App < Sinatra::Base
  DB = Database.new(ENV.fetch('DATABASE_URL'))
  at_exit { DB.close }

  UUID = /\A\h{8}-\h{4}-\h{4}-\h{4}-\h{12}\z/
  COLUMNS = %q(id, amount, currency, description, spent_on::text AS "spentOn",
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') AS "createdAt")
  FIELDS = { 'amount' => 'amount', 'currency' => 'currency', 'description' => 'description', 'spentOn' => 'spent_on' }.freeze

  disable :logging, :static, :sessions
  set :show_exceptions, false
  set :raise_errors, false
  set :dump_errors, false
  set :protection, false

  helpers do
    def problem(status, title, detail = nil)
      content_type 'application/problem+json'
      halt status, JSON.generate({ type: 'about:blank', title: title, status: status, detail: detail }.compact)
    end

    def json(value)
      content_type :json
      JSON.generate(value)
    end

    def payload(complete:)
      problem 415, 'Unsupported Media Type' unless request.media_type == 'application/json'
      raw = request.body.read.force_encoding(Encoding::UTF_8)
      problem 413, 'Payload Too Large' if raw.bytesize > 100_000
      problem 400, 'Bad Request', 'The body is not UTF-8.' unless raw.valid_encoding?
      begin
        body = JSON.parse(raw)
      rescue JSON::ParserError
        problem 400, 'Bad Request', 'The body is not JSON.'
      end
      problem 422, 'Unprocessable Entity', 'A JSON object is needed.' unless body.is_a?(Hash)
      errors = []
      errors << 'unknown members' unless (body.keys - FIELDS.keys).empty?
      FIELDS.each_key do |name|
        if body.key?(name)
          errors << "#{name} is not valid" unless valid?(name, body[name])
        elsif complete
          errors << "#{name} is missing"
        end
      end
      errors << 'nothing to change' if body.empty?
      problem 422, 'Unprocessable Entity', errors.join(', ') unless errors.empty?
      body
    end

    def valid?(name, value)
      case name
      when 'amount' then value.is_a?(Integer) && value.between?(1, 1_000_000_000)
      when 'currency' then value.is_a?(String) && value.match?(/\A[A-Z]{3}\z/)
      when 'description'
        value.is_a?(String) && value.valid_encoding? && value.length.between?(1, 200) && !value.include?("\0")
      else
        value.is_a?(String) && value.match?(/\A\d{4}-\d\d-\d\d\z/) && value > '0001' && Date.valid_date?(*value.split('-').map { |p| p.to_i(10) })
      end
    end

    def id
      problem 404, 'Not Found' unless UUID.match?(params['id'].to_s.b)
      params['id']
    end

    def row(rows)
      rows.first || problem(404, 'Not Found', 'There is no such expense.')
    end
  end

  get '/healthz' do
    DB.query('SELECT 1')
    json(status: 'ok')
  end

  post '/expenses' do
    body = payload(complete: true)
    made = DB.transaction do |c|
      c.exec_params("INSERT INTO expenses (amount, currency, description, spent_on) VALUES ($1, $2, $3, $4) RETURNING #{COLUMNS}",
                    body.values_at(*FIELDS.keys)).first
    end
    status 201
    headers 'Location' => url("/expenses/#{made['id']}")
    json made
  end

  get '/expenses' do
    limit = params['limit'] || '20'
    problem 422, 'Unprocessable Entity', 'limit is 1 to 100' unless limit.is_a?(String) && limit.b.match?(/\A\d{1,3}\z/n) && limit.to_i.between?(1, 100)
    limit = limit.to_i
    after = 9_223_372_036_854_775_807
    if params.key?('cursor')
      cursor = params['cursor'].to_s.b
      problem 422, 'Unprocessable Entity', 'not a cursor' unless cursor.match?(/\Av1\.[0-9a-z]{1,12}\z/n)
      after = cursor.delete_prefix('v1.').to_i(36)
    end
    rows = DB.query("SELECT #{COLUMNS}, position FROM expenses WHERE position < $1 ORDER BY position DESC LIMIT $2", [after, limit + 1])
    more = rows.size > limit
    rows = rows.first(limit)
    last = rows.last&.fetch('position')
    rows.each { |r| r.delete('position') }
    json(items: rows, nextCursor: more ? "v1.#{last.to_s(36)}" : nil)
  end

  get '/expenses/:id' do
    json row(DB.query("SELECT #{COLUMNS} FROM expenses WHERE id = $1", [id]))
  end

  patch '/expenses/:id' do
    key = id
    body = payload(complete: false)
    sets = body.keys.each_with_index.map { |name, i| "#{FIELDS[name]} = $#{i + 2}" }.join(', ')
    json row(DB.transaction { |c| c.exec_params("UPDATE expenses SET #{sets} WHERE id = $1 RETURNING #{COLUMNS}", [key, *body.values]).to_a })
  end

  delete '/expenses/:id' do
    row(DB.query('DELETE FROM expenses WHERE id = $1 RETURNING id', [id]))
    status 204
    body nil
  end

  %w[/healthz /expenses /expenses/:id].each do |path|
    %i[put post patch delete options].each do |verb|
      send(verb, path) { problem 405, 'Method Not Allowed' }
    end
  end

  not_found { problem 404, 'Not Found' }

  error Database::Unavailable do
    warn "database: #{env['sinatra.error'].message}"
    headers 'Retry-After' => '1'
    problem 503, 'Service Unavailable'
  end

  error Sinatra::BadRequest do
    problem 400, 'Bad Request'
  end

  error do
    warn env['sinatra.error'].full_message(highlight: false)
    problem 500, 'Internal Server Error'
  end
end
