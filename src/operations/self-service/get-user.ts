import { readableAttributes } from '../../domain/clients/attribute-permissions.ts'
import { accessToken } from '../access.ts'
import { toMfaMembers, toMfaOptions } from '../mfa-members.ts'
import { operation } from '../operation.ts'
import { toAttributeTypes } from '../user-attributes.ts'

export const GetUser = operation('GetUser', {
  access: accessToken(),

  async handle(_, { caller: { client, user } }) {
    const readable = readableAttributes(client.settings, user.attributes)
    return {
      Username: user.username,
      UserAttributes: toAttributeTypes(user.sub, readable),
      ...toMfaOptions(user.mfa),
      ...toMfaMembers(user.mfa),
    }
  },
})
