/**
 * The database is restarted, for an upgrade or after a crash: every session is told so and ended by the server itself (57P01
 * admin_shutdown), and until it is up again whoever connects is told to wait (57P03 cannot_connect_now).
 */
import { fatalError } from "../protocol.ts";
import type { WireFault } from "../wire.ts";

export const restart: WireFault<{ kind: "restart" }> = {
  async begin(wire) {
    wire.refusal = fatalError({ sqlState: "57P03", message: "the database system is starting up" });
    // Ours is a session of somebody else, who only speaks in this one's name.
    await wire.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user");
  },
  end(wire) {
    wire.refusal = undefined;
  },
};
