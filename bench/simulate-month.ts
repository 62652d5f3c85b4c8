// A month of sign-ins through a real server in this process, whose clock is moved: normal users, stuffing, stolen passwords.
// Prints what threat protection makes of them (docs/guides/threat-protection.md).
//
//   npm run simulate-month -- --users 1000 --stolen 1 --addresses 1000 --tries 10 --seed 1 --no-places
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type AccountTakeoverActionsType,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { DAY } from '../src/kernel/clock.ts'
import { writeGeoDatabase } from '../test/support/geo-database.ts'
import { newMfaPool } from '../test/support/mfa.ts'
import { startPoolhouse } from '../test/support/poolhouse.ts'
import { newClient, newUser, PASSWORD } from '../test/support/pools.ts'
import { CITIES, monthOf, type SimulatedSignIn } from './simulated-month.ts'

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000' },
    /** Accounts of each thousand whose password is stolen. */
    stolen: { type: 'string', default: '1' },
    addresses: { type: 'string', default: '1000' },
    /** Passwords that each of these addresses tries. */
    tries: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    'no-places': { type: 'boolean', default: false },
  },
})

const action = (EventAction: 'NO_ACTION' | 'MFA_REQUIRED' | 'BLOCK') => ({ EventAction, Notify: false })
const ACTIONS: AccountTakeoverActionsType = {
  LowAction: action('NO_ACTION'),
  MediumAction: action('MFA_REQUIRED'),
  HighAction: action('BLOCK'),
}

const COLUMNS = ['wrong password', 'no risk', 'Low, let in', 'Medium, challenged', 'High, blocked'] as const
type Outcome = (typeof COLUMNS)[number]

const began = Date.now()
const month = monthOf({
  users: Number(values.users),
  stolen: Number(values.stolen),
  addresses: Number(values.addresses),
  tries: Number(values.tries),
  seed: Number(values.seed),
})
const folder = mkdtempSync(join(tmpdir(), 'poolhouse-month-'))
const geoipDatabase = join(folder, 'places.mmdb')
writeGeoDatabase(
  geoipDatabase,
  CITIES.map((place, index) => [`20.${index}.0.0/16`, place] as const),
)
/** The next midnight: the month may begin on any day, and setting up is signed with the time of today. */
const beginsAt = Math.ceil(began / DAY) * DAY
let clock = Date.now
const house = await startPoolhouse({
  database: { file: join(folder, 'month.db') },
  clock: () => clock(),
  trustProxy: 1,
  ...(values['no-places'] ? {} : { geoipDatabase }),
})

const root = house.client()
const pool = await setUp()
const table = new Map<string, Map<Outcome, number>>()
for (const signIn of month.signIns) {
  clock = () => beginsAt + signIn.at
  const outcome = await tryToSignIn(signIn)
  if (signIn.at < month.countsFrom) continue
  const row = table.get(signIn.kind) ?? new Map<Outcome, number>()
  table.set(signIn.kind, row.set(outcome, (row.get(outcome) ?? 0) + 1))
}
await house.close()
rmSync(folder, { recursive: true })
print()

async function setUp() {
  const id = await newMfaPool(root, 'OPTIONAL', 'e', {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  })
  const AccountTakeoverRiskConfiguration = { Actions: ACTIONS }
  await root.send(new SetRiskConfigurationCommand({ UserPoolId: id, AccountTakeoverRiskConfiguration }))
  const flows = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] } as const
  const client = await newClient(root, id, {
    ExplicitAuthFlows: [...flows.ExplicitAuthFlows],
    PreventUserExistenceErrors: 'ENABLED',
  })
  const subs = new Map<string, string>()
  for (let user = 0; user < Number(values.users); user++) {
    const name = `user${user}`
    subs.set(name, await newUser(root, id, name, { email: `${name}@example.com`, email_verified: 'true' }))
  }
  return { id, clientId: client.id, subs }
}

async function tryToSignIn(signIn: SimulatedSignIn): Promise<Outcome> {
  const { username, knowsPassword, ownsMailbox } = signIn
  const begun = await call(signIn, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: knowsPassword ? PASSWORD : 'Another-Horse-9' },
  })
  if (begun.AuthenticationResult) return (await levelOf(username)) ? 'Low, let in' : 'no risk'
  if (begun.ChallengeName !== 'EMAIL_OTP') {
    return /security reasons/.test(begun.message) ? 'High, blocked' : 'wrong password'
  }
  if (ownsMailbox) {
    await house.settled()
    const [mail] = await house.storage.stores.inbox.newest({ limit: 1, to: `${username}@example.com` })
    const code = /\d{6,}/.exec(mail?.body ?? '')?.[0] ?? ''
    const answered = await call(signIn, 'RespondToAuthChallenge', {
      ChallengeName: 'EMAIL_OTP',
      Session: begun.Session,
      ChallengeResponses: { USERNAME: username, EMAIL_OTP_CODE: code },
    })
    if (!answered.AuthenticationResult) throw new Error(`the code was not taken: ${JSON.stringify(answered)}`)
  }
  return 'Medium, challenged'
}

async function call({ ipAddress, userAgent }: SimulatedSignIn, operation: string, input: object) {
  const headers = { 'x-forwarded-for': ipAddress, 'user-agent': userAgent }
  const { json } = await house.call(
    operation,
    { ClientId: pool.clientId, ...input },
    { signed: false, headers },
  )
  return json
}

async function levelOf(username: string): Promise<string | undefined> {
  const [event] = await house.storage.stores.authEvents.list(pool.id, pool.subs.get(username) ?? '', 1)
  return event?.risk.level
}

function print(): void {
  const { users, stolen, addresses, tries, seed } = values
  const places = values['no-places'] ? 'no GeoIP database' : 'with a GeoIP database'
  const lines = [
    `${users} users, ${stolen} stolen password(s) in a thousand, ${addresses} addresses with ${tries} tries each, seed ${seed}, ${places}`,
    '',
    `| sign-ins | number | ${COLUMNS.join(' | ')} |`,
    `|---|${'--:|'.repeat(COLUMNS.length + 1)}`,
  ]
  for (const [kind, row] of [...table].sort(([one], [other]) => one.localeCompare(other))) {
    const number = [...row.values()].reduce((sum, count) => sum + count, 0)
    lines.push(`| ${kind} | ${number} | ${COLUMNS.map((it) => row.get(it) ?? 0).join(' | ')} |`)
  }
  lines.push('', `${Math.round((Date.now() - began) / 1000)} seconds`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
