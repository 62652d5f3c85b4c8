import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type AssetType,
  CreateManagedLoginBrandingCommand,
  type CreateManagedLoginBrandingCommandInput,
  DeleteManagedLoginBrandingCommand,
  DeleteUserPoolClientCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  type ManagedLoginBrandingType,
  UpdateManagedLoginBrandingCommand,
  type UpdateManagedLoginBrandingCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/branding/default-settings.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { CLIENT_NOT_FOUND, ICO, NO_CLIENT, NO_POOL, PNG, POOL_NOT_FOUND } from './fixtures.ts'

const house = usePoolhouse()
const root = house.client()

const NO_ID = '12345678-1234-4234-8234-123456789012'
const NOT_FOUND = ['ResourceNotFoundException', 'ManagedLoginBranding does not exist.'] as const
const VALUES_OR_SETTINGS = 'useCognitoProvidedValues or settings should be specified (but not both)'
const DARK = { categories: { global: { colorSchemeMode: 'DARK' } } }

const asset = (Category: AssetType['Category'], rest: Partial<AssetType> = {}): AssetType => ({
  Category,
  ColorMode: 'LIGHT',
  Extension: 'PNG',
  Bytes: PNG,
  ...rest,
})

async function client() {
  const UserPoolId = await newPool(root)
  return { UserPoolId, ClientId: (await newClient(root, UserPoolId)).id }
}

type Owner = Awaited<ReturnType<typeof client>>
type Known = ManagedLoginBrandingType & { readonly ManagedLoginBrandingId: string }

function known(branding: ManagedLoginBrandingType | undefined): Known {
  const { ManagedLoginBrandingId = assert.fail('no id') } = branding ?? {}
  return { ...branding, ManagedLoginBrandingId }
}

async function create(owner: Owner, rest: Partial<CreateManagedLoginBrandingCommandInput> = {}) {
  const answer = await root.send(new CreateManagedLoginBrandingCommand({ ...owner, ...rest }))
  return known(answer.ManagedLoginBranding)
}

async function update(
  { UserPoolId, ManagedLoginBrandingId }: ManagedLoginBrandingType,
  rest: UpdateManagedLoginBrandingCommandInput = {},
) {
  const command = new UpdateManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId, ...rest })
  return known((await root.send(command)).ManagedLoginBranding)
}

async function describeBranding(UserPoolId: string, id: string, ReturnMergedResources?: boolean) {
  const input = { UserPoolId, ManagedLoginBrandingId: id, ReturnMergedResources }
  return (await root.send(new DescribeManagedLoginBrandingCommand(input))).ManagedLoginBranding
}

async function ofClient(owner: Owner, ReturnMergedResources?: boolean) {
  const input = { ...owner, ReturnMergedResources }
  return (await root.send(new DescribeManagedLoginBrandingByClientCommand(input))).ManagedLoginBranding
}

describe('access', () => {
  const inputs: Partial<Record<OperationName, (owner: Owner) => Promise<object>>> = {
    CreateManagedLoginBranding: async (owner) => ({ ...owner, UseCognitoProvidedValues: true }),
    DescribeManagedLoginBranding: withId,
    DescribeManagedLoginBrandingByClient: async (owner) => {
      await withId(owner)
      return owner
    },
    UpdateManagedLoginBranding: async (owner) => ({ ...(await withId(owner)), Settings: {} }),
    DeleteManagedLoginBranding: withId,
  }
  async function withId(owner: Owner) {
    const { ManagedLoginBrandingId } = await create(owner, { UseCognitoProvidedValues: true })
    return { UserPoolId: owner.UserPoolId, ManagedLoginBrandingId }
  }
  for (const [operation, inputOf] of Object.entries(inputs)) {
    describe(operation, () => {
      testAccess({
        operation: operation as OperationName,
        house: () => house,
        input: async () => inputOf(await client()),
        resource: ({ UserPoolId }) => poolArn(UserPoolId),
      })
    })
  }
})

describe('CreateManagedLoginBranding', () => {
  test('takes the provided values: the answer has no settings, and an empty list of assets', async () => {
    const owner = await client()
    const answer = await house.call('CreateManagedLoginBranding', {
      ...owner,
      UseCognitoProvidedValues: true,
    })
    const { ManagedLoginBranding } = answer.json
    assert.deepEqual(Object.keys(ManagedLoginBranding).sort(), [
      'Assets',
      'CreationDate',
      'LastModifiedDate',
      'ManagedLoginBrandingId',
      'UseCognitoProvidedValues',
      'UserPoolId',
    ])
    assert.deepEqual(ManagedLoginBranding.Assets, [])
    assert.match(
      ManagedLoginBranding.ManagedLoginBrandingId,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    const record = await lastRecord(house, 'CreateManagedLoginBranding')
    assert.equal(record.requestParameters.clientId, owner.ClientId)
  })

  test('takes settings and assets, which are described as they were sent', async () => {
    const owner = await client()
    const Assets = [
      asset('FORM_LOGO'),
      asset('FORM_LOGO', { ColorMode: 'DARK' }),
      asset('IDP_BUTTON_ICON', { Extension: 'ICO', Bytes: ICO, ResourceId: 'one' }),
      asset('IDP_BUTTON_ICON', { Extension: 'ICO', Bytes: ICO, ResourceId: 'two' }),
      asset('FAVICON_SVG', { Extension: 'SVG', Bytes: Buffer.from('<svg/>') }),
    ]
    const branding = await create(owner, { Settings: DARK, Assets })
    const bytes = (assets: readonly AssetType[] = []) =>
      assets.map(({ Bytes, ...rest }) => ({ ...rest, Bytes: Buffer.from(Bytes ?? []).toString('hex') }))
    assert.deepEqual(bytes(branding.Assets), bytes(Assets))
    assert.deepEqual([branding.Settings, branding.UseCognitoProvidedValues], [DARK, false])
    assert.deepEqual(await describeBranding(owner.UserPoolId, branding.ManagedLoginBrandingId), branding)
    assert.deepEqual(await ofClient(owner), branding)
    const record = await lastRecord(house, 'CreateManagedLoginBranding')
    assert.equal(record.requestParameters.settings, 'HIDDEN_DUE_TO_SECURITY_REASONS')
  })

  test('takes empty settings, and a flag as text', async () => {
    const owner = await client()
    const input = { ...owner, Settings: {}, UseCognitoProvidedValues: 'no' }
    const { json } = await house.call('CreateManagedLoginBranding', input)
    assert.deepEqual(json.ManagedLoginBranding.Settings, {})
    assert.equal(json.ManagedLoginBranding.UseCognitoProvidedValues, false)
  })

  const neither: [what: string, rest: Partial<CreateManagedLoginBrandingCommandInput>][] = [
    ['neither', {}],
    ['both', { UseCognitoProvidedValues: true, Settings: {} }],
    ['only a flag that is off', { UseCognitoProvidedValues: false }],
    ['only assets', { Assets: [] }],
  ]
  for (const [what, rest] of neither) {
    test(`needs provided values or settings, not ${what}`, async () => {
      await refuses(create(await client(), rest), 'InvalidParameterException', VALUES_OR_SETTINGS)
    })
  }

  test('takes assets besides the provided values', async () => {
    const { Assets } = await create(await client(), {
      UseCognitoProvidedValues: true,
      Assets: [asset('FORM_LOGO')],
    })
    assert.equal(Assets?.length, 1)
  })

  const unreadable: [what: string, rest: object][] = [
    ['a number for the flag', { UseCognitoProvidedValues: 1 }],
    ['an object for the flag', { UseCognitoProvidedValues: {} }],
    ['a list for the flag', { UseCognitoProvidedValues: [] }],
    ['a text for the assets', { Assets: 'x' }],
    ['numbers for assets', { Assets: [1] }],
  ]
  for (const [what, rest] of unreadable) {
    test(`does not read ${what}`, async () => {
      const answer = await house.call('CreateManagedLoginBranding', { ...(await client()), ...rest })
      assert.equal(answer.json.__type, 'SerializationException')
    })
  }

  test('refuses a null among the assets, and more than forty', async () => {
    const owner = await client()
    const refusal = async (Assets: unknown[]) =>
      (await house.call('CreateManagedLoginBranding', { ...owner, Settings: {}, Assets })).json.message
    assert.equal(
      await refusal([null]),
      "1 validation error detected: Value '[null]' at 'assets' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]",
    )
    const one = { Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: 'AA==' }
    const shown =
      'AssetType(category=FORM_LOGO, colorMode=LIGHT, extension=PNG, bytes=java.nio.HeapByteBuffer[pos=0 lim=1 cap=1], resourceId=null)'
    assert.equal(
      await refusal(Array.from({ length: 41 }, () => one)),
      `1 validation error detected: Value '[${Array.from({ length: 41 }, () => shown).join(', ')}]' at 'assets' failed to satisfy constraint: Member must have length less than or equal to 40`,
    )
  })

  test('refuses assets that are not what they are said to be, and lists each', async () => {
    const owner = await client()
    const Assets = [
      asset('PAGE_BACKGROUND', { Extension: 'ICO', Bytes: ICO }),
      asset('FORM_LOGO', { Bytes: ICO }),
      asset('FAVICON_SVG', { Extension: 'SVG', Bytes: Buffer.from('<svg><script/></svg>') }),
      asset('PAGE_HEADER_LOGO', { Bytes: undefined }),
      asset('FAVICON_ICO', { Extension: 'ICO', Bytes: ICO }),
    ]
    await refuses(
      create(owner, { Settings: {}, Assets }),
      'InvalidParameterException',
      'Invalid assets provided. Validation errors: [{category: PAGE_BACKGROUND, extension: ICO, colorMode: LIGHT, errorMessage: "Extension must be one of PNG, SVG, JPEG for category PAGE_BACKGROUND"}, {category: FORM_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Bytes are not a file of type PNG"}, {category: FAVICON_SVG, extension: SVG, colorMode: LIGHT, errorMessage: "element [script] is not allowed."}, {category: PAGE_HEADER_LOGO, extension: PNG, colorMode: LIGHT, errorMessage: "Bytes must not be empty"}]',
    )
  })

  test('refuses logos that are higher than wide, or more than four times as wide', async () => {
    const owner = await client()
    const drawing = (width: number, height: number) =>
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`)
    const tall = { Extension: 'SVG', Bytes: drawing(480, 570) } as const
    const Assets = [
      asset('FORM_LOGO', tall),
      asset('PAGE_BACKGROUND', tall),
      asset('PAGE_HEADER_LOGO', { Extension: 'SVG', Bytes: drawing(360, 54.5) }),
      asset('PAGE_FOOTER_LOGO', { Extension: 'SVG', Bytes: drawing(400, 100) }),
    ]
    const rule =
      'Invalid file dimension. Assets of SubType LOGO must have a width:height ratio between 1:1 and 4:1.'
    await refuses(
      create(owner, { Settings: {}, Assets }),
      'InvalidParameterException',
      `Invalid assets provided. Validation errors: [{category: FORM_LOGO, extension: SVG, colorMode: LIGHT, errorMessage: "${rule} Detected width: 480.0; height: 570.0"}, {category: PAGE_HEADER_LOGO, extension: SVG, colorMode: LIGHT, errorMessage: "${rule} Detected width: 360.0; height: 54.5"}]`,
    )
  })

  test('refuses settings that are not of the documented form', async () => {
    const owner = await client()
    const invalid = (fault: string) => `Invalid settings provided. Validation errors: [${fault}]`
    await refuses(
      create(owner, { Settings: { categories: { global: { colorSchemeMode: 'BLUE' } } } }),
      'InvalidParameterException',
      invalid('/categories/global/colorSchemeMode: must be one of LIGHT, DARK, DYNAMIC'),
    )
    await refuses(
      create(owner, { Settings: 'dark' }),
      'InvalidParameterException',
      invalid('/: must be an object'),
    )
  })

  test('refuses a second branding of a client', async () => {
    const owner = await client()
    await create(owner, { UseCognitoProvidedValues: true })
    await refuses(
      create(owner, { Settings: {} }),
      'ManagedLoginBrandingExistsException',
      `A ManagedLoginBranding already exists for client ${owner.ClientId}`,
    )
  })

  test('answers LimitExceededException beyond twenty in a pool', async () => {
    const owner = await client()
    for (let n = 0; n < 20; n++) {
      const { id: ClientId } = await newClient(root, owner.UserPoolId)
      await create({ ...owner, ClientId }, { UseCognitoProvidedValues: true })
    }
    const text = 'The limit of 20 managed login branding styles in this user pool is reached.'
    await refuses(create(owner, { Settings: {} }), 'LimitExceededException', text)
    await assert.rejects(ofClient(owner), { name: 'ResourceNotFoundException' })
  })

  test('finds neither a client nor a pool that does not exist', async () => {
    const { UserPoolId } = await client()
    const rest = { UseCognitoProvidedValues: true }
    await refuses(create({ UserPoolId, ClientId: NO_CLIENT }, rest), ...CLIENT_NOT_FOUND)
    await refuses(create({ UserPoolId: NO_POOL, ClientId: NO_CLIENT }, rest), ...POOL_NOT_FOUND)
  })
})

describe('DescribeManagedLoginBranding, DescribeManagedLoginBrandingByClient', () => {
  test('merge the default settings if asked to', async () => {
    const owner = await client()
    const { ManagedLoginBrandingId: id } = await create(owner, { Settings: DARK })
    const merged = await describeBranding(owner.UserPoolId, id, true)
    assert.deepEqual(await ofClient(owner, true), merged)
    const settings = JSON.parse(JSON.stringify(merged?.Settings))
    assert.equal(settings.categories.global.colorSchemeMode, 'DARK')
    settings.categories.global.colorSchemeMode = 'LIGHT'
    assert.deepEqual(settings, DEFAULT_SETTINGS)
    assert.deepEqual((await ofClient(owner, false))?.Settings, DARK)
  })

  test('check the id, and find no branding, client or pool that does not exist', async () => {
    const owner = await client()
    const { UserPoolId, ClientId } = owner
    const answer = await house.call('DescribeManagedLoginBranding', {
      UserPoolId,
      ManagedLoginBrandingId: 'x',
    })
    assert.match(answer.json.message, /^1 validation error detected: Value 'x' at 'managedLoginBrandingId' /)
    await refuses(describeBranding(UserPoolId, NO_ID), ...NOT_FOUND)
    await refuses(describeBranding(NO_POOL, NO_ID), ...POOL_NOT_FOUND)
    await refuses(
      ofClient(owner),
      'ResourceNotFoundException',
      `ManagedLoginBranding for client ${ClientId} does not exist.`,
    )
    await refuses(ofClient({ UserPoolId, ClientId: NO_CLIENT }), ...CLIENT_NOT_FOUND)
    await refuses(ofClient({ UserPoolId: NO_POOL, ClientId }), ...POOL_NOT_FOUND)
    const other = await create(await client(), { Settings: {} })
    await refuses(describeBranding(UserPoolId, other.ManagedLoginBrandingId), ...NOT_FOUND)
  })
})

describe('UpdateManagedLoginBranding', () => {
  test('changes what it names and keeps the rest', async () => {
    const owner = await client()
    const Assets = [asset('FORM_LOGO'), asset('PAGE_BACKGROUND')]
    const before = await create(owner, { Settings: DARK, Assets })
    const Settings = { categories: { global: { spacingDensity: 'COMPACT' } }, components: {} }
    const updated = await update(before, { Settings, Assets: [asset('FORM_LOGO', { ResourceId: 'new' })] })
    assert.deepEqual(updated.Settings, {
      categories: { global: { colorSchemeMode: 'DARK', spacingDensity: 'COMPACT' } },
      components: {},
    })
    assert.deepEqual(
      updated.Assets?.map(({ Category, ResourceId }) => [Category, ResourceId]),
      [
        ['FORM_LOGO', 'new'],
        ['PAGE_BACKGROUND', undefined],
      ],
    )
    assert.deepEqual(await ofClient(owner), updated)
    assert.deepEqual(updated.CreationDate, before.CreationDate)
  })

  test('goes back to the provided values', async () => {
    const owner = await client()
    const before = await create(owner, { Settings: DARK, Assets: [asset('FORM_LOGO')] })
    const updated = await update(before, { UseCognitoProvidedValues: true })
    assert.deepEqual(
      [updated.UseCognitoProvidedValues, updated.Settings, updated.Assets],
      [true, undefined, []],
    )
  })

  test('needs provided values or settings, of the documented form, and good assets', async () => {
    const before = await create(await client(), { Settings: DARK })
    await refuses(update(before), 'InvalidParameterException', VALUES_OR_SETTINGS)
    await assert.rejects(
      update(before, { Settings: { components: 1 } }),
      /^InvalidParameterException: Invalid settings/,
    )
    const Assets = [asset('FORM_LOGO', { Bytes: ICO })]
    await assert.rejects(
      update(before, { Settings: {}, Assets }),
      /^InvalidParameterException: Invalid assets/,
    )
  })

  test('asks for pool and id, which the model calls optional', async () => {
    const answer = await house.call('UpdateManagedLoginBranding', { Settings: {} })
    assert.equal(
      answer.json.message,
      "2 validation errors detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null; Value null at 'managedLoginBrandingId' failed to satisfy constraint: Member must not be null",
    )
  })

  test('keeps at most forty assets', async () => {
    const icon = (n: number) =>
      asset('IDP_BUTTON_ICON', { Extension: 'ICO', Bytes: ICO, ResourceId: `icon-${n}` })
    const Assets = Array.from({ length: 40 }, (_, n) => icon(n))
    const before = await create(await client(), { Settings: {}, Assets })
    await refuses(
      update(before, { Settings: {}, Assets: [icon(40)] }),
      'InvalidParameterException',
      'A managed login branding style cannot have more than 40 assets.',
    )
  })

  test('finds neither a branding nor a pool that does not exist', async () => {
    const { UserPoolId } = await client()
    const missing = { UserPoolId, ManagedLoginBrandingId: NO_ID }
    await refuses(update(missing, { Settings: {} }), ...NOT_FOUND)
    await refuses(update({ ...missing, UserPoolId: NO_POOL }, { Settings: {} }), ...POOL_NOT_FOUND)
  })
})

describe('DeleteManagedLoginBranding', () => {
  const remove = (UserPoolId: string, ManagedLoginBrandingId: string) =>
    root.send(new DeleteManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId }))

  test('answers no body, and leaves the client without branding', async () => {
    const owner = await client()
    const { UserPoolId } = owner
    const { ManagedLoginBrandingId } = await create(owner, { Settings: {} })
    const answer = await house.call('DeleteManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId })
    assert.deepEqual([answer.status, answer.text], [200, ''])
    await create(owner, { Settings: {} })
  })

  test('happens together with the client', async () => {
    const owner = await client()
    const { ManagedLoginBrandingId: id } = await create(owner, { Settings: {} })
    await root.send(new DeleteUserPoolClientCommand(owner))
    await refuses(describeBranding(owner.UserPoolId, id), ...NOT_FOUND)
  })

  test('checks the id, and finds neither a branding nor a pool that does not exist', async () => {
    const { UserPoolId } = await client()
    const answer = await house.call('DeleteManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId: 'x' })
    assert.match(answer.json.message, /^1 validation error detected: Value 'x' at 'managedLoginBrandingId' /)
    await refuses(remove(UserPoolId, NO_ID), ...NOT_FOUND)
    await refuses(remove(NO_POOL, NO_ID), ...POOL_NOT_FOUND)
  })
})
