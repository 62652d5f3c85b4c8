import type { CodeTarget, VerificationCode } from '../../../domain/users/verification-code.ts'
import type { VerificationCodeStore } from '../../../domain/users/verification-code-store.ts'
import type { Queries } from '../../driver/database.ts'

interface CodeRow {
  digest: Uint8Array
  expires_at: number
  mismatches: number
}

const OF_TARGET = 'user_pool_id = $1 and sub = $2 and purpose = $3 and subject = $4'

function keyOf(target: CodeTarget): [string, string, string, string] {
  return [target.userPoolId, target.sub, target.purpose, target.subject ?? '']
}

export function verificationCodeStore(queries: Queries): VerificationCodeStore {
  return {
    async put(target, code) {
      await queries.run(
        `insert into verification_codes (user_pool_id, sub, purpose, subject, digest, expires_at, mismatches)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (user_pool_id, sub, purpose, subject)
         do update set digest = $5, expires_at = $6, mismatches = $7`,
        ...keyOf(target),
        code.digest,
        code.expiresAt,
        code.mismatches,
      )
    },

    async find(target): Promise<VerificationCode | undefined> {
      const row = await queries.first<CodeRow>(
        `select digest, expires_at, mismatches from verification_codes where ${OF_TARGET}`,
        ...keyOf(target),
      )
      return row && { digest: Buffer.from(row.digest), expiresAt: row.expires_at, mismatches: row.mismatches }
    },

    async countMismatch(target) {
      await queries.run(
        `update verification_codes set mismatches = mismatches + 1 where ${OF_TARGET}`,
        ...keyOf(target),
      )
    },

    async consume(target, code) {
      const consumed = await queries.run(
        `delete from verification_codes where ${OF_TARGET} and digest = $5`,
        ...keyOf(target),
        code.digest,
      )
      return consumed === 1
    },

    deleteExpired: (before) => queries.run('delete from verification_codes where expires_at < $1', before),
  }
}
