// The tables that an export contains. A new table fails here until it is exported or has a reason not to be.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  AddCustomAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminLinkProviderForUserCommand,
  CreateGroupCommand,
  CreateManagedLoginBrandingCommand,
  CreateResourceServerCommand,
  CreateTermsCommand,
  CreateUserPoolDomainCommand,
  GetSigningCertificateCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  SetUICustomizationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Stores } from '../../src/domain/stores.ts'
import { exportPool } from '../../src/domain/transfer/export-pool.ts'
import { importRecords } from '../../src/domain/transfer/import-records.ts'
import type { MovedRecord } from '../../src/domain/transfer/records/record-kinds.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { deviceOf } from '../operations/devices/fixtures.ts'
import { createProvider, SAML } from '../operations/identity-providers/providers.ts'
import { storageOn } from '../stores/pool-of-users.ts'
import { tables } from '../stores/stored-bytes.ts'
import { ACCOUNT, startPoolhouse } from '../support/poolhouse.ts'
import { newClient, newPool, newUser } from '../support/pools.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

const OF_THE_SERVER = 'is about the server and its account, not about a pool'
const SHORT_LIVED = 'counts or remembers for minutes or hours'
const SIGN_INS =
  'holds sign-ins, which end with a move: access tokens go on until they expire, refresh tokens do not'
const IMPORTS = 'belongs to an import of users, which is to be over before a move'

const STAYS: Readonly<Record<string, string>> = {
  access_keys: OF_THE_SERVER,
  address_failures: SHORT_LIVED,
  attempt_windows: SHORT_LIVED,
  audit_events: 'is the record of what this server did',
  auth_events: 'is the record of what users did on this server',
  authorization_codes: SHORT_LIVED,
  browser_sessions: SIGN_INS,
  consumed_tokens: SHORT_LIVED,
  custom_rounds: SHORT_LIVED,
  inbox_messages: 'is a mailbox for trying things out',
  log_queue: SHORT_LIVED,
  message_counts: SHORT_LIVED,
  outbox_messages: 'holds messages on their way, which leave the former server',
  moves: 'says how far a move into this server got',
  passkey_registrations: SHORT_LIVED,
  principals: OF_THE_SERVER,
  provisioned_limits: OF_THE_SERVER,
  request_leases: SHORT_LIVED,
  resealed_columns: OF_THE_SERVER,
  root_key: OF_THE_SERVER,
  schema_migrations: OF_THE_SERVER,
  spent_refresh_tokens: SIGN_INS,
  token_families: SIGN_INS,
  user_pool_replicas: 'names another region of this server',
  user_import_chunks: IMPORTS,
  user_import_jobs: IMPORTS,
  user_import_log_pages: IMPORTS,
  user_import_turns: IMPORTS,
  user_pool_added_attributes: 'holds a part of the schema, which an import stores as a whole',
  verification_codes: SHORT_LIVED,
}

describe('the tables', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-tables-'))
  const file = join(folder, 'poolhouse.db')
  let from: Database
  let to: Database
  let filled: readonly string[]
  let records: MovedRecord[]
  let recordsAgain: MovedRecord[]

  before(async () => {
    const house = await startPoolhouse({ database: { file } })
    const pool = await fullPool(house)
    records = await exportOf(house.storage.stores, pool).finally(() => house.close())
    from = await openDatabase({ file })
    to = await openDatabase({ file: ':memory:' })
    const storage = await storageOn(to)
    const before = await emptyTables(to)
    await storage.transaction((stores) => importRecords(stores, records, 'refuse'))
    const stillEmpty = await emptyTables(to)
    filled = before.filter((table) => !stillEmpty.includes(table))
    recordsAgain = await exportOf(storage.stores, pool)
  })
  after(async () => {
    await from.close()
    await to.close()
    rmSync(folder, { recursive: true })
  })

  test('are filled by an import of a pool that has everything, or have a reason why not', async () => {
    const names = await tables(to)
    assert.deepEqual(
      names.filter((table) => !filled.includes(table) && STAYS[table] === undefined),
      [],
    )
    assert.deepEqual(
      Object.keys(STAYS).filter((table) => filled.includes(table) || !names.includes(table)),
      [],
      'listed with a reason, and yet filled or missing',
    )
  })

  test('have as many rows as before, if they have any', async () => {
    assert.ok(filled.length > 10, filled.join())
    for (const table of filled) assert.equal(await count(to, table), await count(from, table), table)
  })

  test('hold what is exported again as it was imported', () => {
    assert.deepEqual(recordsAgain, records)
    assert.match(JSON.stringify(records), /signedOutAt\\?":1\b/)
  })
})

/** A pool with at least one of everything that belongs to pools. Returns its id. */
async function fullPool(house: Awaited<ReturnType<typeof startPoolhouse>>): Promise<string> {
  const root = house.client()
  const UserPoolId = await newPool(root, {
    AliasAttributes: ['email'],
    UserPoolTags: { stage: 'test' },
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  })
  const CustomAttributes = [{ Name: 'team', AttributeDataType: 'String' as const }]
  await root.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }))
  const { id: ClientId } = await newClient(root, UserPoolId, { GenerateSecret: true })
  await root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'shop' }))
  await root.send(new SetUICustomizationCommand({ UserPoolId, CSS: '.label-customizable { color: red }' }))
  await root.send(new SetUICustomizationCommand({ UserPoolId, ClientId, ImageFile: PNG }))
  const Assets = [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: PNG }] as const
  const Settings = { categories: { global: { colorSchemeMode: 'DARK' } } }
  await root.send(
    new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, Settings, Assets: [...Assets] }),
  )
  await root.send(
    new CreateTermsCommand({
      UserPoolId,
      ClientId,
      TermsName: 'terms-of-use',
      TermsSource: 'LINK',
      Enforcement: 'NONE',
      Links: { 'cognito:default': 'https://example.com/terms' },
    }),
  )
  const tracking = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 7 } } as const
  await root.send(new SetUserPoolSessionConfigurationCommand({ UserPoolId, ...tracking }))
  const SSOSession = { MaxValidityMinutes: 30 }
  await root.send(new SetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId, SSOSession }))
  const risk = { RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] } }
  await root.send(new SetRiskConfigurationCommand({ UserPoolId, ...risk }))
  await root.send(new SetRiskConfigurationCommand({ UserPoolId, ClientId, ...risk }))
  const S3Configuration = { BucketArn: 'arn:aws:s3:::logs' }
  const streamed = { EventSource: 'userAuthEvents', LogLevel: 'INFO', S3Configuration } as const
  await root.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations: [streamed] }))
  const sub = await newUser(root, UserPoolId, 'alice', { email: 'alice@example.com', email_verified: 'true' })
  await house.storage.stores.passkeys.insert({
    userPoolId: UserPoolId,
    sub,
    credentialId: 'AAAA',
    relyingPartyId: 'auth.example.com',
    publicKey: Buffer.of(1),
    counter: 0,
    isBackupEligible: false,
    isBackedUp: false,
    transports: [],
    aaguid: '00000000-0000-0000-0000-000000000000',
    friendlyName: 'Passkey',
    createdAt: 0,
  })
  await root.send(new CreateGroupCommand({ UserPoolId, GroupName: 'staff' }))
  const CustomDomainConfig = { CertificateArn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/c` }
  await root.send(
    new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'auth.example.com', CustomDomainConfig }),
  )
  const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Reads orders' }]
  await root.send(
    new CreateResourceServerCommand({ UserPoolId, Identifier: 'orders', Name: 'Orders', Scopes }),
  )
  const membership = { UserPoolId, GroupName: 'staff', Username: 'alice' }
  await root.send(new AdminAddUserToGroupCommand(membership))
  await fetch(`${house.url}/${UserPoolId}/.well-known/jwks.json`) // creates the signing keys
  await createProvider(root, UserPoolId, 'Okta', {
    IdpIdentifiers: ['example.com'],
    AttributeMapping: { email: 'mail' },
    AcrMapping: { Level1: 'one' },
  })
  await createProvider(root, UserPoolId, 'Saml', SAML)
  await root.send(new GetSigningCertificateCommand({ UserPoolId })) // creates the key
  await root.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' },
      SourceUser: {
        ProviderName: 'Okta',
        ProviderAttributeName: 'email',
        ProviderAttributeValue: 'alice@example.org',
      },
    }),
  )
  const { devices, softwareTokens, users } = house.storage.stores
  await users.noteSignOut(UserPoolId, sub, 1)
  const verified = { secret: Buffer.alloc(32, 1), name: 'phone', lastUsedStep: 1 }
  await softwareTokens.setVerified(UserPoolId, sub, verified)
  await devices.insert(deviceOf({ userPoolId: UserPoolId, sub }))
  await house.storage.stores.formerPools.save({
    userPoolId: UserPoolId,
    region: 'eu-west-1',
    endpoint: undefined,
    clientId: 'client',
    clientSecret: undefined,
    flow: 'USER_PASSWORD_AUTH',
  })
  return UserPoolId
}

async function exportOf(stores: Stores, userPoolId: string): Promise<MovedRecord[]> {
  const pool = (await stores.userPools.find(userPoolId)) ?? assert.fail('no pool')
  const records: MovedRecord[] = []
  for await (const record of exportPool(stores, pool)) records.push(record)
  return records
}

async function count(database: Database, table: string): Promise<number> {
  const row = await database.first<{ found: number }>(`select count(*) as found from ${table}`)
  return Number(row?.found)
}

async function emptyTables(database: Database): Promise<string[]> {
  const empty: string[] = []
  for (const table of await tables(database)) if ((await count(database, table)) === 0) empty.push(table)
  return empty
}
