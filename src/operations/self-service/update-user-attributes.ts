import { assertWritable } from '../../domain/clients/attribute-permissions.ts'
import { assertPosted } from '../../domain/codes/code-post.ts'
import { changeAndVerify } from '../../domain/journeys/own-account/change-and-verify.ts'
import { lockOwnUser } from '../../domain/journeys/own-account/lock-own-user.ts'
import { codeDelivery } from '../../domain/messages/code-delivery.ts'
import { accessToken } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries } from '../user-attributes.ts'

export const UpdateUserAttributes = operation('UpdateUserAttributes', {
  access: accessToken(),
  neverRaises: {
    CodeMismatchException: 'the request carries no code',
    ExpiredCodeException: 'the request carries no code',
  },

  async handle({ UserAttributes, ClientMetadata }, context) {
    const { origin, caller } = context
    const { pool, client, user } = caller
    const entries = toAttributeEntries(UserAttributes)
    const names = entries.map(({ name }) => name)
    assertWritable(client.settings, pool.schema, names) // NotAuthorizedException
    const change = {
      user,
      entries,
      author: 'user',
      address: origin.ipAddress,
      clientId: client.id,
      clientMetadata: ClientMetadata,
    } as const
    // UserNotFoundException, InvalidParameterException, AliasExistsException
    const verified = await changeAndVerify(context, pool, change, (stores) => lockOwnUser(stores, user))
    for (const { post } of verified) if (post) assertPosted(post) // CodeDeliveryFailureException
    if (verified.length === 0) return {}
    const sent = verified.map(({ contact }) => toCodeDeliveryDetails(codeDelivery(contact)))
    return { CodeDeliveryDetailsList: sent }
  },
})
