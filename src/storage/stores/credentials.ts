import type {
  CredentialStore,
  Credentials,
  NewCredentials,
} from '../../domain/credentials/credential-store.ts'
import type { ForeignPassword } from '../../domain/credentials/foreign-password.ts'
import type { PasswordVerifier } from '../../domain/credentials/srp.ts'
import type { StoredPassword } from '../../domain/credentials/stored-password.ts'
import type { Queries } from '../driver/database.ts'
import type { Vault } from '../vault.ts'
import { resolveRow } from './resolve-user.ts'
import { forRows, inRuns, placeholders } from './row-runs.ts'
import { toUser, USER_COLUMNS, type UserRow } from './user-rows.ts'

interface FailureRow {
  failures: number | null
  last_failure_at: number | null
}

interface CredentialRow extends FailureRow {
  sealed_password: Uint8Array | null
  sealed_foreign_password: Uint8Array | null
}

interface VerifierText {
  salt: string
  verifier: string
}

interface PasswordText extends Omit<StoredPassword, 'current' | 'former'> {
  current: VerifierText
  former: VerifierText[]
}

const COLUMNS = 'sealed_password, sealed_foreign_password, failures, last_failure_at'

const FIND = `select ${COLUMNS} from user_credentials where user_pool_id = $1 and sub = $2`

/** Of a user whose password and nothing but a password is known. */
const FIND_FAILURES = `select failures, last_failure_at from user_credentials
  where user_pool_id = $1 and sub = $2 and sealed_password = $3 and sealed_foreign_password is null`

/** Of users without credentials the columns of these are null. */
const WITH_USER = `
  select ${USER_COLUMNS.replace(/\w+/g, 'u.$&')}, ${COLUMNS.replace(/\w+/g, 'c.$&')}
  from users u left join user_credentials c on c.user_pool_id = u.user_pool_id and c.sub = u.sub
  where u.user_pool_id = $1`
const FINDERS = { byUsername: `${WITH_USER} and u.username = $2`, bySub: `${WITH_USER} and u.sub = $2` }

const insertOfCredentials = forRows(
  (rows) =>
    `insert into user_credentials (user_pool_id, sub, sealed_password, sealed_foreign_password, failures,
       last_failure_at) values ${placeholders(rows, 6)}`,
)

/** What passwords were opened from, so that one which is looked at again need not be opened again. */
const openedFrom = new WeakMap<StoredPassword, Uint8Array>()

export function credentialStore(queries: Queries, vault: Vault): CredentialStore {
  const passwords = vault.forColumn('user_credentials', 'sealed_password')
  const foreignPasswords = vault.forColumn('user_credentials', 'sealed_foreign_password')

  function open(sealed: Uint8Array, userPoolId: string, sub: string): StoredPassword {
    const password = toPassword(passwords.open(sealed, userPoolId, sub))
    openedFrom.set(password, sealed)
    return password
  }

  async function read(userPoolId: string, sub: string, sql: string): Promise<Credentials> {
    const row = await queries.first<CredentialRow>(sql, userPoolId, sub)
    return row ? toCredentials(row, userPoolId, sub) : { password: undefined, failures: undefined }
  }

  function toCredentials(row: CredentialRow, userPoolId: string, sub: string): Credentials {
    return {
      password: row.sealed_password ? open(row.sealed_password, userPoolId, sub) : undefined,
      ...(row.sealed_foreign_password && {
        foreignPassword: JSON.parse(foreignPasswords.open(row.sealed_foreign_password, userPoolId, sub)),
      }),
      failures: failuresIn(row),
    }
  }

  /** Undefined where another password is stored by now. The known one is not read once more. */
  async function lockKnown(
    userPoolId: string,
    sub: string,
    known: StoredPassword,
  ): Promise<Credentials | undefined> {
    const sealed = openedFrom.get(known)
    if (!sealed) return undefined
    const sql = `${FIND_FAILURES}${queries.forUpdate}`
    const row = await queries.first<FailureRow>(sql, userPoolId, sub, sealed)
    return row && { password: known, failures: failuresIn(row) }
  }

  const sealedPassword = (password: StoredPassword | undefined, userPoolId: string, sub: string) =>
    password ? passwords.seal(passwordText(password), userPoolId, sub) : null

  function sealedForeignPassword(password: ForeignPassword | undefined, userPoolId: string, sub: string) {
    if (!password) return null
    const { algorithm, hash } = password
    const text = JSON.stringify({ algorithm, hash } satisfies ForeignPassword)
    return foreignPasswords.seal(text, userPoolId, sub)
  }

  async function insertAll(userPoolId: string, credentials: readonly NewCredentials[]): Promise<void> {
    for await (const run of inRuns(credentials)) {
      await queries.run(
        insertOfCredentials(run.length),
        ...run.flatMap(({ sub, password, foreignPassword }) => [
          userPoolId,
          sub,
          sealedPassword(password, userPoolId, sub),
          sealedForeignPassword(foreignPassword, userPoolId, sub),
          0,
          0,
        ]),
      )
    }
  }

  return {
    insertAll,
    async resolve(userPoolId, lookUp) {
      const row = await resolveRow<UserRow & CredentialRow>(queries, FINDERS, userPoolId, lookUp)
      return row && { user: toUser(row), credentials: toCredentials(row, userPoolId, row.sub) }
    },

    find: (userPoolId, sub) => read(userPoolId, sub, FIND),
    async lock(userPoolId, sub, known) {
      return (
        (known && (await lockKnown(userPoolId, sub, known))) ??
        read(userPoolId, sub, `${FIND}${queries.forUpdate}`)
      )
    },

    async setPassword(userPoolId, sub, password) {
      await queries.run(
        `insert into user_credentials (user_pool_id, sub, sealed_password, failures, last_failure_at)
         values ($1, $2, $3, 0, 0)
         on conflict (user_pool_id, sub) do update set
           sealed_password = $3, sealed_foreign_password = null, failures = 0, last_failure_at = 0`,
        userPoolId,
        sub,
        sealedPassword(password, userPoolId, sub),
      )
    },

    setForeignPassword: (userPoolId, sub, foreignPassword) =>
      insertAll(userPoolId, [{ sub, foreignPassword }]),

    async setFailures(userPoolId, sub, failures) {
      await queries.run(
        `insert into user_credentials (user_pool_id, sub, sealed_password, failures, last_failure_at)
         values ($1, $2, null, $3, $4)
         on conflict (user_pool_id, sub) do update set failures = $3, last_failure_at = $4`,
        userPoolId,
        sub,
        failures?.failures ?? 0,
        failures?.lastFailureAt ?? 0,
      )
    },
  }
}

function failuresIn({ failures, last_failure_at: at }: FailureRow): Credentials['failures'] {
  return failures ? { failures, lastFailureAt: at ?? 0 } : undefined
}

function passwordText(password: StoredPassword): string {
  const text: PasswordText = {
    ...password,
    current: verifierText(password.current),
    former: password.former.map(verifierText),
  }
  return JSON.stringify(text)
}

function toPassword(text: string): StoredPassword {
  const password = JSON.parse(text) as PasswordText
  return { ...password, current: toVerifier(password.current), former: password.former.map(toVerifier) }
}

function verifierText({ salt, verifier }: PasswordVerifier): VerifierText {
  return { salt: Buffer.from(salt).toString('base64'), verifier: Buffer.from(verifier).toString('base64') }
}

function toVerifier({ salt, verifier }: VerifierText): PasswordVerifier {
  return { salt: Buffer.from(salt, 'base64'), verifier: Buffer.from(verifier, 'base64') }
}
