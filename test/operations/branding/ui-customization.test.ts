import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  GetUICustomizationCommand,
  SetUICustomizationCommand,
  type SetUICustomizationCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import {
  CLIENT_NOT_FOUND,
  ICO,
  JPEG,
  NO_CLIENT,
  NO_POOL,
  PNG,
  POOL_NOT_FOUND,
  poolWithDomain,
} from './fixtures.ts'

const house = usePoolhouse()
const root = house.client()

const CSS = '.label-customizable { font-weight: 400 }\n'
const NO_DOMAIN = [
  'InvalidParameterException',
  'There has to be an existing domain associated with this user pool.',
] as const

async function set(UserPoolId: string, rest: Partial<SetUICustomizationCommandInput> = {}) {
  const { UICustomization } = await root.send(new SetUICustomizationCommand({ UserPoolId, ...rest }))
  return UICustomization ?? assert.fail('no customization')
}

async function get(UserPoolId: string, ClientId?: string) {
  const { UICustomization } = await root.send(new GetUICustomizationCommand({ UserPoolId, ClientId }))
  return UICustomization
}

describe('access', () => {
  for (const operation of ['GetUICustomization', 'SetUICustomization'] as const) {
    describe(operation, () => {
      testAccess({
        operation,
        house: () => house,
        input: async () => ({ UserPoolId: (await poolWithDomain(root)).UserPoolId }),
        resource: ({ UserPoolId }) => poolArn(UserPoolId),
      })
    })
  }
})

describe('SetUICustomization', () => {
  test('asks for a pool, and checks the client', async () => {
    const answer = await house.call('SetUICustomization', { ClientId: 'a b' })
    assert.equal(
      answer.json.message,
      "2 validation errors detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null; Value 'a b' at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+",
    )
  })

  const refused: [what: string, rest: Partial<SetUICustomizationCommandInput>, message: string][] = [
    [
      'a class that there is not',
      { CSS: 'body { color: red }' },
      'The CSS class body is not in the list of allowed classes.',
    ],
    [
      'a property that the class does not have',
      { CSS: '.label-customizable { width: 1px }' },
      'The CSS property width is not allowed for class .label-customizable.',
    ],
    [
      'a value that loads something',
      { CSS: '.errorMessage-customizable { background: url(x) }' },
      'The value of the CSS property background is not allowed for class .errorMessage-customizable.',
    ],
    ['a rule without an end', { CSS: '.label-customizable {' }, 'The CSS is not well-formed.'],
    ['an icon', { ImageFile: ICO }, 'The image file must be a PNG or JPEG file.'],
    [
      'more than 135 KB',
      { ImageFile: Buffer.concat([PNG, Buffer.alloc(104_000)]) },
      'request parameters too large',
    ],
  ]
  for (const [what, rest, message] of refused) {
    test(`refuses ${what} and changes nothing`, async () => {
      const { UserPoolId } = await poolWithDomain(root)
      await refuses(set(UserPoolId, rest), 'InvalidParameterException', message)
      assert.deepEqual(await get(UserPoolId), {})
    })
  }

  test('returns what it stored for all clients, with a version', async () => {
    const { UserPoolId } = await poolWithDomain(root)
    const { CSSVersion, CreationDate, LastModifiedDate, ...answer } = await set(UserPoolId, { CSS })
    assert.deepEqual(answer, { UserPoolId, ClientId: 'ALL', CSS })
    assert.match(CSSVersion ?? '', /^20\d{12}$/)
    assert.deepEqual(CreationDate, LastModifiedDate)
    assert.deepEqual(await get(UserPoolId), { ...answer, CSSVersion, CreationDate, LastModifiedDate })
    const record = await lastRecord(house, 'SetUICustomization')
    assert.equal(record.responseElements.uICustomization.cSSVersion, CSSVersion)
  })

  test('serves the image at its address, until it is replaced', async () => {
    const { UserPoolId, ClientId } = await poolWithDomain(root)
    const first = await set(UserPoolId, { ClientId, ImageFile: PNG })
    assert.equal(
      first.ImageUrl,
      `${PUBLIC_URL}/${UserPoolId}/${ClientId}/${first.CSSVersion}/assets/images/image.jpg`,
    )
    const image = (url = '') => fetch(url.replace(PUBLIC_URL, house.url))
    const answer = await image(first.ImageUrl)
    assert.equal(answer.headers.get('content-type'), 'image/png')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), PNG)
    house.passTime(1000)
    const second = await set(UserPoolId, { ClientId, ImageFile: JPEG })
    assert.equal((await image(second.ImageUrl)).headers.get('content-type'), 'image/jpeg')
    for (const url of [first.ImageUrl, second.ImageUrl?.replace(ClientId, 'ALL')]) {
      assert.equal((await image(url)).status, 400)
    }
  })

  test('replaces CSS and image together, and removes both where neither is sent', async () => {
    const { UserPoolId } = await poolWithDomain(root)
    const { CreationDate } = await set(UserPoolId, { CSS, ImageFile: PNG })
    house.passTime(1000)
    const replaced = await set(UserPoolId, { ImageFile: PNG })
    assert.equal(replaced.CSS, undefined)
    assert.deepEqual(replaced.CreationDate, CreationDate)
    await set(UserPoolId)
    assert.deepEqual(await get(UserPoolId), {})
  })

  test('needs a domain, a client of the pool, and a pool', async () => {
    const { UserPoolId } = await poolWithDomain(root)
    const other = await poolWithDomain(root)
    await refuses(set(await newPool(root), { CSS }), ...NO_DOMAIN)
    await refuses(set(UserPoolId, { ClientId: NO_CLIENT }), ...CLIENT_NOT_FOUND)
    await assert.rejects(set(UserPoolId, { ClientId: other.ClientId }), { name: 'ResourceNotFoundException' })
    await refuses(set(NO_POOL, { CSS }), ...POOL_NOT_FOUND)
  })
})

describe('GetUICustomization', () => {
  test('asks for a pool', async () => {
    const answer = await house.call('GetUICustomization', {})
    assert.match(answer.json.message, /^1 validation error detected: Value null at 'userPoolId' /)
  })

  test('returns an empty customization where there is none', async () => {
    const { UserPoolId, ClientId } = await poolWithDomain(root)
    const answer = await house.call('GetUICustomization', { UserPoolId, ClientId })
    assert.equal(answer.text, '{"UICustomization":{}}')
  })

  test('returns that of all clients for a client that has none', async () => {
    const { UserPoolId, ClientId } = await poolWithDomain(root)
    const general = await set(UserPoolId, { CSS })
    assert.deepEqual(await get(UserPoolId, ClientId), general)
    const own = await set(UserPoolId, { ClientId, CSS: '' })
    assert.deepEqual(await get(UserPoolId, ClientId), own)
    assert.deepEqual(await get(UserPoolId, 'ALL'), general)
  })

  test('needs a domain, a client of the pool, and a pool', async () => {
    await refuses(get(await newPool(root)), ...NO_DOMAIN)
    await refuses(get((await poolWithDomain(root)).UserPoolId, NO_CLIENT), ...CLIENT_NOT_FOUND)
    await refuses(get(NO_POOL), ...POOL_NOT_FOUND)
  })
})
