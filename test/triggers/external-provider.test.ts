import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  AdminLinkProviderForUserCommand,
  AdminListUserAuthEventsCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { useOidcIdp } from '../hosted/federation/oidc-idp.ts'
import { attributesOf, codeAt, openFederated, refusalAt } from '../hosted/federation/site.ts'
import type { Site } from '../hosted/oauth/site.ts'
import { answering, functionArn, thrown, useFunctions } from '../support/functions.ts'
import { usePoolhouse } from '../support/poolhouse.ts'

const NAMES = ['pre-sign-up', 'post-confirmation', 'pre-authentication', 'post-authentication', 'inbound']
const functions = useFunctions()
const house = usePoolhouse({
  federation: { privateAddresses: true },
  functions: { functions: functions.named(...NAMES) },
})
const idp = useOidcIdp()
let site: Site
let subjects = 0

const LambdaConfig = {
  PreSignUp: functionArn('pre-sign-up'),
  PostConfirmation: functionArn('post-confirmation'),
  PreAuthentication: functionArn('pre-authentication'),
  PostAuthentication: functionArn('post-authentication'),
  InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: functionArn('inbound') },
} as const

before(async () => {
  site = await openFederated(house, idp)
  await house.client().send(new UpdateUserPoolCommand({ UserPoolId: site.pool, LambdaConfig }))
})

function reset(): void {
  for (const name of NAMES) functions.set(name, (event) => event)
  functions.events()
}

beforeEach(reset)

const newSubject = () => `s${subjects++}`
const sources = () => functions.received.map(({ text }) => JSON.parse(text).triggerSource)

const invalid = (error_description: string) => ({
  error_description,
  state: 'state-1',
  error: 'invalid_request',
})

describe('the functions of a first sign-in through a provider', () => {
  test('are called in the order of the service', async () => {
    await codeAt(site, idp, { claims: { sub: newSubject() } })
    assert.deepEqual(sources(), [
      'InboundFederation_ExternalProvider',
      'PreSignUp_ExternalProvider',
      'PostConfirmation_ConfirmSignUp',
    ])
  })

  test('PreSignUp gets the mapped attributes, and can verify the address', async () => {
    functions.set('pre-sign-up', answering({ autoConfirmUser: true, autoVerifyEmail: true }))
    const sub = newSubject()
    await codeAt(site, idp, { claims: { sub, mail: 'jane@example.com' } })
    const event = JSON.parse(functions.received[1]?.text ?? '')
    assert.equal(event.userName, `Idp_${sub}`)
    assert.equal(event.callerContext.clientId, site.clientId)
    assert.deepEqual(event.request, {
      userAttributes: {
        'cognito:email_alias': '',
        'cognito:phone_number_alias': '',
        email: 'jane@example.com',
        email_verified: 'false',
      },
      validationData: {},
    })
    assert.equal((await attributesOf(house, site.pool, `Idp_${sub}`)).email_verified, 'true')
  })

  test('PreSignUp that throws refuses the user, and stores nothing', async () => {
    functions.set('pre-sign-up', thrown('not here'))
    const sub = newSubject()
    assert.deepEqual(
      await refusalAt(site, idp, { claims: { sub } }),
      invalid('PreSignUp failed with error not here. '),
    )
    reset()
    await codeAt(site, idp, { claims: { sub } })
    assert.ok(sources().includes('PreSignUp_ExternalProvider'))
  })

  test('PreSignUp that links the identity makes this sign-in fail, and the next one succeed', async () => {
    const sub = newSubject()
    functions.set('pre-sign-up', async (event) => {
      await house.client().send(
        new AdminLinkProviderForUserCommand({
          UserPoolId: site.pool,
          DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' },
          SourceUser: {
            ProviderName: 'Idp',
            ProviderAttributeName: 'Cognito_Subject',
            ProviderAttributeValue: sub,
          },
        }),
      )
      return event
    })
    assert.deepEqual(
      await refusalAt(site, idp, { claims: { sub } }),
      invalid(`Already found an entry for username Idp_${sub}. `),
    )
    assert.ok(await codeAt(site, idp, { claims: { sub } }))
  })

  test('PostConfirmation that throws is reported, and the user stays', async () => {
    functions.set('post-confirmation', thrown('no mail'))
    const sub = newSubject()
    assert.deepEqual(
      await refusalAt(site, idp, { claims: { sub } }),
      invalid('PostConfirmation failed with error no mail. '),
    )
    assert.ok(await attributesOf(house, site.pool, `Idp_${sub}`))
  })
})

describe('the functions of a later sign-in through a provider', () => {
  test('are called in the order of the service', async () => {
    const sub = newSubject()
    await codeAt(site, idp, { claims: { sub } })
    reset()
    await codeAt(site, idp, { claims: { sub } })
    assert.deepEqual(sources(), [
      'InboundFederation_ExternalProvider',
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ])
    assert.deepEqual(JSON.parse(functions.received[1]?.text ?? '').request.validationData, {})
  })

  test('PreAuthentication that throws keeps the attributes as they were', async () => {
    const sub = newSubject()
    await codeAt(site, idp, { claims: { sub, full_name: 'Before' } })
    functions.set('pre-authentication', thrown('not now'))
    assert.deepEqual(
      await refusalAt(site, idp, { claims: { sub, full_name: 'After' } }),
      invalid('PreAuthentication failed with error not now. '),
    )
    assert.equal((await attributesOf(house, site.pool, `Idp_${sub}`)).name, 'Before')
  })
})

describe('InboundFederation', () => {
  test('gets everything as texts, by source', async () => {
    const sub = newSubject()
    const address = { street_address: 'Main St 1' }
    await codeAt(site, idp, { claims: { sub, email_verified: false, address }, userInfo: { sub, level: 3 } })
    const { request, response, userName } = JSON.parse(functions.received[0]?.text ?? '')
    assert.equal(userName, sub)
    assert.equal(request.providerName, 'Idp')
    assert.equal(request.providerType, 'OIDC')
    const { tokenResponse, idToken, userInfo } = request.attributes
    assert.deepEqual(tokenResponse, {
      access_token: 'token of the provider',
      token_type: 'bearer',
      expires_in: '300',
    })
    assert.equal(idToken.email_verified, 'false')
    assert.equal(idToken.address, '{"street_address":"Main St 1"}')
    assert.equal(idToken.aud, `[${idp.clientId}]`)
    assert.match(
      idToken.exp,
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4}$/,
    )
    assert.deepEqual(userInfo, { sub, level: '3' })
    assert.deepEqual(response, { userAttributesToMap: {} })
  })

  test('replaces the claims, and an empty answer keeps them', async () => {
    const sub = newSubject()
    functions.set('inbound', answering({ userAttributesToMap: { sub, full_name: 'Replaced' } }))
    await codeAt(site, idp, { claims: { sub, full_name: 'Own', mail: 'own@example.com' } })
    const { identities: _, ...attributes } = await attributesOf(house, site.pool, `Idp_${sub}`)
    assert.deepEqual(attributes, { name: 'Replaced' })
    functions.set('inbound', answering({ userAttributesToMap: {} }))
    await codeAt(site, idp, { claims: { sub, full_name: 'Own' } })
    assert.equal((await attributesOf(house, site.pool, `Idp_${sub}`)).name, 'Own')
  })

  test('that drops the claim with the subject is refused', async () => {
    functions.set('inbound', answering({ userAttributesToMap: { full_name: 'Nobody' } }))
    assert.deepEqual(
      await refusalAt(site, idp, { claims: { sub: newSubject() } }),
      invalid('username attribute mapping required'),
    )
  })

  test('that throws or answers nonsense refuses the user', async () => {
    functions.set('inbound', thrown('blocked'))
    assert.deepEqual(
      await refusalAt(site, idp, { claims: { sub: newSubject() } }),
      invalid('InboundFederation failed with error blocked. '),
    )
    functions.set('inbound', answering({ userAttributesToMap: ['x'] }))
    const refusal = await refusalAt(site, idp, { claims: { sub: newSubject() } })
    assert.match(refusal.error_description ?? '', /Unrecognizable lambda output/)
  })
})

test('a function that refuses a user leaves an event of the failure', async () => {
  const { pool } = site
  const Username = `Idp_${newSubject()}`
  const sub = Username.slice('Idp_'.length)
  const addOns = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } } as const
  await house.client().send(new UpdateUserPoolCommand({ UserPoolId: pool, LambdaConfig, ...addOns }))
  await codeAt(site, idp, { claims: { sub } })
  const refusing = ['inbound', 'pre-authentication', 'post-authentication']
  for (const name of refusing) {
    reset()
    functions.set(name, thrown('not now'))
    await refusalAt(site, idp, { claims: { sub } })
  }
  const command = new AdminListUserAuthEventsCommand({ UserPoolId: pool, Username })
  const { AuthEvents = [] } = await house.client().send(command)
  assert.deepEqual(AuthEvents.map(({ EventResponse }) => EventResponse).sort(), [
    'Fail',
    'Fail',
    'Fail',
    'Pass',
  ])
})
