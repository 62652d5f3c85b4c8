import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DeleteUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DEFAULT_SETTINGS } from '../../src/domain/branding/default-settings.ts'
import { PNG } from '../operations/branding/fixtures.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newClient, newPool } from '../support/pools.ts'
import { managedLoginBranding } from './managed-login-branding.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { planOf, type Values } from './resource.ts'

const house = usePoolhouse()
const root = house.client()

const style = (colorSchemeMode: string, borderRadius: number) =>
  JSON.stringify({
    categories: { global: { pageFooter: { enabled: true }, colorSchemeMode } },
    componentClasses: { buttons: { borderRadius } },
  })

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h8v8z"/></svg>'
const footer = {
  category: 'PAGE_FOOTER_BACKGROUND',
  color_mode: 'DARK',
  extension: 'SVG',
  bytes: Buffer.from(svg).toString('base64'),
}
const logo = {
  category: 'FORM_LOGO',
  color_mode: 'LIGHT',
  extension: 'PNG',
  bytes: Buffer.from(PNG).toString('base64'),
}
const icon = (resource_id: string) => ({ ...footer, category: 'IDP_BUTTON_ICON', resource_id })

/** A client of a pool that has another client too. */
async function aClient() {
  const user_pool_id = await newPool(root)
  const { id: client_id } = await newClient(root, user_pool_id)
  await newClient(root, user_pool_id)
  return { user_pool_id, client_id }
}

const PROVIDED = { use_cognito_provided_values: true }
const aBranding = async () => ({ ...(await aClient()), ...PROVIDED })

describe('aws_cognito_managed_login_branding', () => {
  testChanges(house, managedLoginBranding, aClient, [
    { argument: 'user_pool_id', steps: [PROVIDED, aBranding] },
    { argument: 'client_id', steps: [PROVIDED, aBranding] },
    change('asset', [[footer], [logo, footer], [icon('Okta'), icon('Google')]], { with: PROVIDED }),
    change('settings', [style('DARK', 8), style('LIGHT', 16.5)], { stays: true, unimported: ['settings'] }),
    change('settings', ['{}', style('DYNAMIC', 2)], {
      title: 'beside an asset',
      with: { asset: [logo] },
      stays: true,
      unimported: ['settings'],
    }),
    {
      argument: 'use_cognito_provided_values',
      steps: [PROVIDED, { settings: style('DARK', 8) }, PROVIDED],
      unimported: ['settings'],
    },
  ])

  test('shows all settings, its own above the default ones', async () => {
    const terraform = openTerraform(managedLoginBranding, root)
    const client = await aClient()
    await terraform.apply({ ...client, ...PROVIDED })
    assert.deepEqual(terraform.state.settings_all, DEFAULT_SETTINGS)
    await terraform.apply({ ...client, settings: style('DARK', 3) })
    const all: Values = (await managedLoginBranding.read(root, terraform.state))?.settings_all
    assert.equal(all.categories.global.colorSchemeMode, 'DARK')
    assert.equal(all.componentClasses.buttons.borderRadius, 3)
    assert.deepEqual(all.components, DEFAULT_SETTINGS.components)
  })

  test('keeps settings that an update leaves out, so that each plan removes them again', async () => {
    const client = await aClient()
    const made = await managedLoginBranding.create(root, { ...client, settings: style('DARK', 8) })
    const config = { ...client, settings: '{"componentClasses":{"buttons":{"borderRadius":2}}}' }
    await managedLoginBranding.update(root, planOf(managedLoginBranding.arguments, config, made), made)
    const { settings } = (await managedLoginBranding.read(root, { ...made, ...config })) ?? {}
    assert.deepEqual(JSON.parse(settings), JSON.parse(style('DARK', 2)))
  })

  test('is gone with its client, and can still be destroyed', async () => {
    const state = await managedLoginBranding.create(root, await aBranding())
    const client = { UserPoolId: state.user_pool_id, ClientId: state.client_id }
    await root.send(new DeleteUserPoolClientCommand(client))
    assert.equal(await managedLoginBranding.read(root, state), undefined)
    await managedLoginBranding.delete(root, state)
  })
})
