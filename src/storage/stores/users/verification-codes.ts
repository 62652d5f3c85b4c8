import type { ContactAttribute } from '../../../domain/attributes/attributes.ts'
import type { Contact } from '../../../domain/attributes/contact.ts'
import type { CodeTarget, VerificationCode } from '../../../domain/codes/verification-code.ts'
import type { VerificationCodeStore } from '../../../domain/codes/verification-code-store.ts'
import type { Queries } from '../../driver/database.ts'

interface CodeRow {
  contact: string
  digest: Uint8Array
  expires_at: number
  mismatches: number
}

const OF_TARGET = 'user_pool_id = $1 and sub = $2 and purpose = $3 and subject = $4'

/** Of the user's present password; users who never had one have no row. */
const PRESENT_REVISION = `coalesce(
  (select c.password_revision from user_credentials c where c.user_pool_id = $1 and c.sub = $2), '')`

function keyOf(target: CodeTarget): [string, string, string, string] {
  return [target.userPoolId, target.sub, target.purpose, target.subject ?? '']
}

export function verificationCodeStore(queries: Queries): VerificationCodeStore {
  return {
    async put(target, code) {
      await queries.run(
        `insert into verification_codes
           (user_pool_id, sub, purpose, subject, contact, digest, expires_at, mismatches, password_revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, ${PRESENT_REVISION})
         on conflict (user_pool_id, sub, purpose, subject) do update set contact = excluded.contact,
           digest = excluded.digest, expires_at = excluded.expires_at, mismatches = excluded.mismatches,
           password_revision = excluded.password_revision`,
        ...keyOf(target),
        contactText(code.contact),
        code.digest,
        code.expiresAt,
        code.mismatches,
      )
    },

    async find(target): Promise<VerificationCode | undefined> {
      const row = await queries.first<CodeRow>(
        `select contact, digest, expires_at, mismatches from verification_codes
         where ${OF_TARGET} and password_revision = ${PRESENT_REVISION}`,
        ...keyOf(target),
      )
      return row && toCode(row)
    },

    async countMismatch(target) {
      await queries.run(
        `update verification_codes set mismatches = mismatches + 1 where ${OF_TARGET}`,
        ...keyOf(target),
      )
    },

    async consume(target, code) {
      const consumed = await queries.run(
        `delete from verification_codes
         where ${OF_TARGET} and digest = $5 and password_revision = ${PRESENT_REVISION}`,
        ...keyOf(target),
        code.digest,
      )
      return consumed === 1
    },

    async deleteSentTo(userPoolId, sub, contact) {
      await queries.run(
        'delete from verification_codes where user_pool_id = $1 and sub = $2 and contact = $3',
        userPoolId,
        sub,
        contactText(contact),
      )
    },

    deleteExpired: (before) => queries.run('delete from verification_codes where expires_at < $1', before),
  }
}

/** `email jane@example.com`: attributes have no space in their names. */
function contactText({ attribute, value }: Contact): string {
  return `${attribute} ${value}`
}

function toContact(text: string): Contact {
  const end = text.indexOf(' ')
  return { attribute: text.slice(0, end) as ContactAttribute, value: text.slice(end + 1) }
}

function toCode({ contact, digest, expires_at: expiresAt, mismatches }: CodeRow): VerificationCode {
  return { contact: toContact(contact), digest: Buffer.from(digest), expiresAt, mismatches }
}
