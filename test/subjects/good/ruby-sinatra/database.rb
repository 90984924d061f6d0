# frozen_string_literal: true

require 'pg'
require 'timeout'

# A small pool. A connection that failed in any way is thrown away.
class Database
  class Unavailable < StandardError; end

  SCHEMA = <<~SQL
    CREATE TABLE IF NOT EXISTS expenses (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      amount integer NOT NULL,
      currency text NOT NULL,
      description text NOT NULL,
      spent_on date NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )
  SQL

  def initialize(url, size: 5)
    @url = url
    @slots = SizedQueue.new(size)
    size.times { @slots << nil }
    @migrated = false
    @mutex = Mutex.new
  end

  def query(sql, params = [])
    with { |c| c.exec_params(sql, params).to_a }
  end

  # Everything inside happens in one transaction.
  def transaction
    with do |c|
      # Not PG::Connection#transaction: its rollback waits for a server that may be silent.
      c.exec('BEGIN')
      result = yield c
      c.exec('COMMIT')
      result
    end
  end

  def with
    slot = take
    connection = nil
    begin
      Timeout.timeout(4, Unavailable, 'no answer in time') do
        connection = slot || connect
        migrate(connection)
        yield connection
      end
    rescue PG::Error => e
      discard(connection)
      connection = nil
      raise Unavailable, e.message.lines.first.to_s.strip
    rescue Unavailable
      discard(connection)
      connection = nil
      raise
    ensure
      @slots << connection
    end
  end

  def close
    @slots.size.times { (@slots.pop)&.close }
  rescue PG::Error
    nil
  end

  private

  def take
    Timeout.timeout(3, Unavailable, 'no connection is free') { @slots.pop }
  end

  def connect
    c = PG.connect(@url, connect_timeout: 3, application_name: 'expenses-ruby')
    c.type_map_for_results = PG::BasicTypeMapForResults.new(c).tap do |map|
      map.rm_coder(0, 1082) # dates stay text
      map.rm_coder(0, 1184)
      map.rm_coder(0, 1114)
    end
    c
  end

  def migrate(connection)
    return if @migrated

    @mutex.synchronize do
      unless @migrated
        connection.exec("SET client_min_messages TO warning; #{SCHEMA}")
        @migrated = true
      end
    end
  end

  def discard(connection)
    connection&.close
  rescue PG::Error
    nil
  end
end
