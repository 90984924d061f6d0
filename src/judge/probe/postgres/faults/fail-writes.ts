/**
 * Transactions that lose against others: of the writes that come next, some fail with this SQLSTATE (40001 serialization_failure,
 * 40P01 deadlock_detected), as the database itself would let them: the transaction is aborted, the connection stays open.
 *
 * The count is a sequence, which no rollback takes back.
 */
import { letWrites, refuseWrites } from "../refuse-writes.ts";
import type { WireFault } from "../wire.ts";

export const failWrites: WireFault<{
  kind: "fail-writes";
  sqlState: string;
  message: string;
  skip: number;
  times: number;
}> = {
  begin(wire, { sqlState, message, skip, times }) {
    const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
    return refuseWrites(wire, {
      begin: "create sequence seaworthy_fault.writes;",
      body: `declare
          nth bigint := nextval('seaworthy_fault.writes');
        begin
          if nth > ${skip} and nth <= ${skip + times} then
            raise exception using errcode = ${text(sqlState)}, message = ${text(message)};
          end if;
          return null;
        end`,
    });
  },
  end: letWrites,
};
