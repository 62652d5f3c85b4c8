import type {
  CredentialState,
  CredentialStore,
  Credentials,
  NewCredentials,
} from '../../../domain/credentials/credential-store.ts'
import type { ForeignPassword } from '../../../domain/credentials/foreign-password.ts'
import type { PasswordRecord, StoredPassword } from '../../../domain/credentials/stored-password.ts'
import type { StoreTools } from '../../store-tools.ts'
import { prefixed } from '../columns.ts'
import { forRows, inRuns, placeholders } from '../row-runs.ts'
import { passwordText, toPassword } from './password-text.ts'
import { resolveRow, type UserStatements } from './resolve-user.ts'
import { FIND_USER, toMfa, toUser, USER_COLUMNS, type UserRow } from './user-rows.ts'

interface FailureRow {
  failures: number | null
  last_failure_at: number | null
}

interface CredentialRow extends FailureRow {
  sealed_password: Uint8Array | null
  password_revision: string
  sealed_foreign_password: Uint8Array | null
}

interface StateRow extends FailureRow {
  password_revision: string | null
}

type ProvenRow = FailureRow & Pick<UserRow, 'status' | 'enabled' | 'mfa_settings'>

const COLUMNS = 'sealed_password, password_revision, sealed_foreign_password, failures, last_failure_at'

const FIND = `select ${COLUMNS} from user_credentials where user_pool_id = $1 and sub = $2`

/** Of users without a password the revision is null. */
const STATE_COLUMNS = `case when c.sealed_password is null then null else c.password_revision end as password_revision,
  c.failures, c.last_failure_at`

const FIND_STATE = `select ${STATE_COLUMNS} from user_credentials c where c.user_pool_id = $1 and c.sub = $2`

const WITH_CREDENTIALS = `from users u join user_credentials c on c.user_pool_id = u.user_pool_id and c.sub = u.sub
  where u.user_pool_id = $1 and u.sub = $2`
const FIND_WITH_USER = `select ${prefixed(USER_COLUMNS, 'u')}, ${STATE_COLUMNS} ${WITH_CREDENTIALS}`
const FIND_PROVEN = `select u.status, u.enabled, u.mfa_settings, c.failures, c.last_failure_at ${WITH_CREDENTIALS}
  and c.password_revision = $3 and c.sealed_password is not null`

const FINDERS = findersOf(prefixed(COLUMNS, 'c'))
const STATE_FINDERS = findersOf(STATE_COLUMNS)

/** Statements for a user and the credentials. Of users without credentials the columns of these are null. */
function findersOf(columns: string): UserStatements {
  const withUser = `
    select ${prefixed(USER_COLUMNS, 'u')}, ${columns}
    from users u left join user_credentials c on c.user_pool_id = u.user_pool_id and c.sub = u.sub
    where u.user_pool_id = $1`
  return { byUsername: `${withUser} and u.username = $2`, bySub: `${withUser} and u.sub = $2` }
}

const insertOfCredentials = forRows(
  (rows) =>
    `insert into user_credentials (user_pool_id, sub, sealed_password, sealed_foreign_password, failures,
       last_failure_at, password_revision) values ${placeholders(rows, 7)}`,
)

export function credentialStore({ queries, vault, entropy }: StoreTools): CredentialStore {
  const passwords = vault.forColumn('user_credentials', 'sealed_password')
  const foreignPasswords = vault.forColumn('user_credentials', 'sealed_foreign_password')

  async function read(userPoolId: string, sub: string, sql: string): Promise<Credentials> {
    const row = await queries.first<CredentialRow>(sql, userPoolId, sub)
    return row ? toCredentials(row, userPoolId, sub) : { password: undefined, failures: undefined }
  }

  async function findState(userPoolId: string, sub: string): Promise<CredentialState> {
    const row = await queries.first<StateRow>(FIND_STATE, userPoolId, sub)
    return row ? toState(row) : { passwordRevision: null, failures: undefined }
  }

  async function readProven(userPoolId: string, sub: string, revision: string, sql: string) {
    const row = await queries.first<ProvenRow>(sql, userPoolId, sub, revision)
    if (!row) return undefined
    const { status, enabled, mfa_settings: mfa } = row
    return { status, enabled: enabled === 1, mfa: toMfa(mfa), failures: failuresIn(row) }
  }

  function toCredentials(row: CredentialRow, userPoolId: string, sub: string): Credentials {
    return {
      password: storedPassword(row, userPoolId, sub),
      ...(row.sealed_foreign_password && {
        foreignPassword: JSON.parse(foreignPasswords.open(row.sealed_foreign_password, userPoolId, sub)),
      }),
      failures: failuresIn(row),
    }
  }

  function storedPassword(row: CredentialRow, userPoolId: string, sub: string): StoredPassword | undefined {
    if (!row.sealed_password) return undefined
    const { current, former, setAt, expiresAt } = toPassword(
      passwords.open(row.sealed_password, userPoolId, sub),
    )
    return { current, former, setAt, expiresAt, revision: row.password_revision }
  }

  function sealedPassword(password: PasswordRecord | undefined, userPoolId: string, sub: string) {
    return password ? passwords.seal(passwordText(password), userPoolId, sub) : null
  }

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
          entropy.uuid(),
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
    lock: (userPoolId, sub) => read(userPoolId, sub, `${FIND}${queries.forUpdate}`),

    async resolveState(userPoolId, lookUp) {
      const row = await resolveRow<UserRow & StateRow>(queries, STATE_FINDERS, userPoolId, lookUp)
      return row && { user: toUser(row), state: toState(row) }
    },
    findState,
    async lockWithUser(userPoolId, sub) {
      const lock = <Row>(sql: string) => queries.first<Row>(`${sql}${queries.forUpdate}`, userPoolId, sub)
      const row = await lock<UserRow & StateRow>(FIND_WITH_USER)
      if (row) return { user: toUser(row), state: toState(row) }
      const user = await lock<UserRow>(FIND_USER) // credentials may come into being while this waits
      return user && { user: toUser(user), state: await findState(userPoolId, sub) }
    },

    lockProven: (userPoolId, sub, revision) =>
      readProven(userPoolId, sub, revision, `${FIND_PROVEN}${queries.forUpdate}`),
    findProven: (userPoolId, sub, revision) => readProven(userPoolId, sub, revision, FIND_PROVEN),

    async setPassword(userPoolId, sub, password) {
      const revision = entropy.uuid()
      await queries.run(
        `insert into user_credentials
           (user_pool_id, sub, sealed_password, failures, last_failure_at, password_revision)
         values ($1, $2, $3, 0, 0, $4)
         on conflict (user_pool_id, sub) do update set sealed_password = $3, sealed_foreign_password = null,
           failures = 0, last_failure_at = 0, password_revision = $4`,
        userPoolId,
        sub,
        sealedPassword(password, userPoolId, sub),
        revision,
      )
      return revision
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

function toState(row: StateRow): CredentialState {
  return { passwordRevision: row.password_revision, failures: failuresIn(row) }
}

function failuresIn({ failures, last_failure_at: at }: FailureRow): Credentials['failures'] {
  return failures ? { failures, lastFailureAt: at ?? 0 } : undefined
}
