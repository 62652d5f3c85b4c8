import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  type CognitoIdentityProviderClient,
  GetGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { openSite } from '../cli/run-command.ts'
import { storeFederatedUser } from '../operations/identity-providers/federated-users.ts'
import {
  APPLE_DETAILS,
  createProvider,
  describeProvider,
  SAML,
} from '../operations/identity-providers/providers.ts'
import { refuses } from '../support/refuses.ts'
import { AWS, newFormerPool, openFormerSide } from './former-side.ts'

const APPLE = { ProviderType: 'SignInWithApple', ProviderDetails: APPLE_DETAILS } as const

const link = (UserPoolId: string, name: string, subject: string) =>
  new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: name },
    SourceUser: {
      ProviderName: 'Okta',
      ProviderAttributeName: 'Cognito_Subject',
      ProviderAttributeValue: subject,
    },
  })

describe('a pool with identity providers', () => {
  const old = openFormerSide()
  const site = openSite([], AWS)
  let UserPoolId: string
  let here: CognitoIdentityProviderClient
  // biome-ignore lint/suspicious/noExplicitAny: a report
  let report: any

  before(async () => {
    const pool = await newFormerPool(old)
    UserPoolId = pool.UserPoolId
    await createProvider(old.owner, UserPoolId, 'Okta', {
      AttributeMapping: { email: 'mail' },
      IdpIdentifiers: ['example.com'],
      AcrMapping: { Level1: 'one' },
    })
    await createProvider(old.owner, UserPoolId, 'SignInWithApple', APPLE)
    await createProvider(old.owner, UserPoolId, 'Saml', SAML)
    await storeFederatedUser(old.house, UserPoolId, 'Okta', 'subject')
    await old.owner.send(link(UserPoolId, 'alice', 'linked'))
    const file = join(site.folder, 'report.json')
    await site.printedHere(...old.movingArguments(pool, '--report', file))
    report = JSON.parse(readFileSync(file, 'utf8'))
    here = site.client(await site.serve())
  })

  test('keeps them with their details, mappings and groups', async () => {
    for (const name of ['Okta', 'SignInWithApple']) {
      const there = await describeProvider(old.owner, UserPoolId, name)
      assert.deepEqual(await describeProvider(here, UserPoolId, name), there)
    }
    const { Group } = await here.send(new GetGroupCommand({ UserPoolId, GroupName: `${UserPoolId}_Okta` }))
    assert.ok(Group)
  })

  test('gives SAML providers new certificates', async () => {
    const there = await describeProvider(old.owner, UserPoolId, 'Saml')
    const moved = await describeProvider(here, UserPoolId, 'Saml')
    const { ActiveEncryptionCertificate: before, ...details } = there.ProviderDetails ?? {}
    const { ActiveEncryptionCertificate: after, ...kept } = moved.ProviderDetails ?? {}
    assert.deepEqual(kept, details)
    assert.ok(after && after !== before)
  })

  test('keeps the identities of its users', async () => {
    for (const Username of ['alice', 'Okta_subject']) {
      const command = new AdminGetUserCommand({ UserPoolId, Username })
      const [there, moved] = [await old.owner.send(command), await here.send(command)]
      assert.deepEqual(moved.UserAttributes, there.UserAttributes)
      assert.ok(moved.UserAttributes?.some(({ Name }) => Name === 'identities'))
    }
    await refuses(
      here.send(link(UserPoolId, 'alice', 'linked')),
      'InvalidParameterException',
      'SourceUser is already linked to DestinationUser',
    )
    await refuses(
      here.send(link(UserPoolId, 'alice', 'subject')),
      'InvalidParameterException',
      'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    )
  })

  test('is told which secrets to enter, and where to register its new address', () => {
    const found = Object.fromEntries(
      report.leftBehind.map(({ what, found }: { what: string; found?: unknown }) => [what, found]),
    )
    assert.deepEqual(found['addresses at identity providers'], ['Okta', 'Saml', 'SignInWithApple'])
    assert.deepEqual(found['private keys of Sign in with Apple'], ['SignInWithApple'])
    assert.equal(found['SAML providers whose metadata could not be read'], undefined)
  })
})
