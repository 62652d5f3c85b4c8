import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import {
  type CognitoIdentityProviderClient,
  CreateManagedLoginBrandingCommand,
  CreateResourceServerCommand,
  CreateTermsCommand,
  CreateUserPoolDomainCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeResourceServerCommand,
  DescribeTermsByClientCommand,
  DescribeUserPoolDomainCommand,
  GetUICustomizationCommand,
  SetUICustomizationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { openSite } from '../cli/run-command.ts'
import { PNG } from '../operations/branding/fixtures.ts'
import { CustomDomainConfig } from '../operations/domains/fixtures.ts'
import { newPool } from '../support/pools.ts'
import { AWS, newFormerPool, openFormerSide } from './former-side.ts'

const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Reads' }]
const CSS = '.label-customizable { color: red }'

describe('a pool with pages', () => {
  const old = openFormerSide()
  const site = openSite([], AWS)
  let UserPoolId: string
  let ClientId: string
  let here: CognitoIdentityProviderClient
  // biome-ignore lint/suspicious/noExplicitAny: a report
  let report: any

  before(async () => {
    const pool = await newFormerPool(old)
    UserPoolId = pool.UserPoolId
    ClientId = pool.open
    const { owner } = old
    await owner.send(new CreateResourceServerCommand({ UserPoolId, Identifier: 'api', Name: 'API', Scopes }))
    await owner.send(
      new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'moving', ManagedLoginVersion: 2 }),
    )
    await owner.send(
      new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'auth.moving.example', CustomDomainConfig }),
    )
    await owner.send(new SetUICustomizationCommand({ UserPoolId, CSS }))
    await owner.send(new SetUICustomizationCommand({ UserPoolId, ClientId, CSS, ImageFile: PNG }))
    await owner.send(
      new CreateManagedLoginBrandingCommand({
        UserPoolId,
        ClientId,
        Settings: { categories: { global: { colorSchemeMode: 'DARK' } } },
        Assets: [{ Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG', Bytes: PNG }],
      }),
    )
    await owner.send(
      new CreateTermsCommand({
        UserPoolId,
        ClientId,
        TermsName: 'privacy-policy',
        TermsSource: 'LINK',
        Enforcement: 'NONE',
        Links: { 'cognito:default': 'https://example.com' },
      }),
    )
    const file = join(site.folder, 'report.json')
    await site.printedHere(...old.movingArguments(pool, '--report', file))
    report = JSON.parse(readFileSync(file, 'utf8'))
    here = site.client(await site.serve())
  })

  /** Both answers of a call, there and here, without the call's own data. */
  async function both(call: (client: CognitoIdentityProviderClient) => Promise<object>) {
    const plain = async (client: CognitoIdentityProviderClient) => {
      const answer = await call(client)
      return JSON.parse(JSON.stringify({ ...answer, $metadata: undefined }))
    }
    return { there: await plain(old.owner), moved: await plain(here) }
  }

  test('keeps resource servers, branding and terms as they are', async () => {
    const byClient = { UserPoolId, ClientId }
    const calls: ((client: CognitoIdentityProviderClient) => Promise<object>)[] = [
      (client) => client.send(new DescribeResourceServerCommand({ UserPoolId, Identifier: 'api' })),
      (client) => client.send(new DescribeManagedLoginBrandingByClientCommand(byClient)),
      (client) => client.send(new DescribeTermsByClientCommand({ ...byClient, TermsName: 'privacy-policy' })),
      (client) => client.send(new GetUICustomizationCommand({ UserPoolId })),
    ]
    for (const call of calls) {
      const { there, moved } = await both(call)
      assert.deepEqual(moved, there)
    }
  })

  test('keeps its domains, under addresses of this server', async () => {
    for (const Domain of ['moving', 'auth.moving.example']) {
      const { there, moved } = await both((client) =>
        client.send(new DescribeUserPoolDomainCommand({ Domain })),
      )
      const { Version: _, ...before } = there.DomainDescription
      const { Version: __, ...after } = moved.DomainDescription
      assert.deepEqual(after, before)
    }
  })

  test('keeps the CSS of a client without its logo, and says so', async () => {
    const { UICustomization } = await here.send(new GetUICustomizationCommand({ UserPoolId, ClientId }))
    assert.deepEqual([UICustomization?.CSS, UICustomization?.ImageUrl], [CSS, undefined])
    const found = (what: string) =>
      report.leftBehind.find((entry: { what: string }) => entry.what === what)?.found
    assert.deepEqual(found('logos of the classic pages'), [ClientId])
    assert.deepEqual(found('addresses of the sign-in pages'), ['moving', 'auth.moving.example'])
    assert.equal(found('parts of pages and endpoints that could not be read'), undefined)
  })

  test('is refused while another pool has its domain', async () => {
    const other = await newFormerPool(old)
    await old.owner.send(new CreateUserPoolDomainCommand({ UserPoolId: other.UserPoolId, Domain: 'taken' }))
    const region = { UserPoolId: await newPool(here), Domain: 'taken' }
    await here.send(new CreateUserPoolDomainCommand(region))
    const { code, stderr } = await site.here(...old.movingArguments(other))
    assert.equal(code, 1)
    assert.match(
      stderr,
      /another user pool here has the domain taken: delete that, or delete it in the former pool/,
    )
  })
})
