// aws_cognito_user_pool_ui_customization
import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  GetUICustomizationCommand,
  SetUICustomizationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments } from './fields.ts'
import { unlessGone } from './replay.ts'
import type { Resource, Values } from './resource.ts'

const READ: Fields = {
  user_pool_id: 'UserPoolId',
  client_id: 'ClientId',
  css: 'CSS',
  css_version: 'CSSVersion',
  image_url: 'ImageUrl',
  creation_date: 'CreationDate',
  last_modified_date: 'LastModifiedDate',
}

export const ownerOf = ({ user_pool_id, client_id }: Values) => ({
  UserPoolId: user_pool_id,
  ClientId: client_id,
})

async function put(client: CognitoIdentityProviderClient, planned: Values): Promise<Values> {
  const { css, image_file } = planned
  const input = {
    ...ownerOf(planned),
    ...(css && { CSS: css }),
    ...(image_file && { ImageFile: Buffer.from(image_file, 'base64') }),
  }
  await client.send(new SetUICustomizationCommand(input))
  return (await read(client, planned)) ?? assert.fail('nothing is customized')
}

/** The provider takes an empty answer for no customization. It never reads the image. */
async function read(client: CognitoIdentityProviderClient, state: Values): Promise<Values | undefined> {
  const found = await unlessGone(client.send(new GetUICustomizationCommand(ownerOf(state))))
  const values = toArguments(READ, found?.UICustomization)
  return Object.keys(values).length > 0 ? { ...values, image_file: state.image_file } : undefined
}

export const uiCustomization: Resource = {
  type: 'aws_cognito_user_pool_ui_customization',
  calls: ['GetUICustomization', 'SetUICustomization'],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true },
    client_id: { default: 'ALL' },
    css: {},
    image_file: {},
  },

  create: put,
  read,
  update: put, // With another client, the resource moves there, and leaves behind what the former one had.

  async delete(client, state) {
    await unlessGone(client.send(new SetUICustomizationCommand(ownerOf(state))))
  },

  importId: ({ user_pool_id, client_id }) => `${user_pool_id},${client_id}`,
  imported(id) {
    const [user_pool_id, client_id] = id.split(',')
    return { user_pool_id, client_id }
  },
}
