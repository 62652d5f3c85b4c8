import { assertWritable } from '../../domain/clients/attribute-permissions.ts'
import { issueAttributeCodes } from '../../domain/codes/issue-code.ts'
import { codeMessage, sendCode } from '../../domain/codes/send-code.ts'
import { lockOwnUser } from '../../domain/journeys/own-account/lock-own-user.ts'
import { type CodeDelivery, codeDelivery } from '../../domain/messages/code-delivery.ts'
import { permitOrWithhold } from '../../domain/messages/permit-message.ts'
import { changeAttributes } from '../../domain/users/change-attributes.ts'
import { accessToken } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries } from '../user-attributes.ts'

export const UpdateUserAttributes = operation('UpdateUserAttributes', {
  access: accessToken(),
  ignores: ['ClientMetadata'],
  neverRaises: {
    CodeMismatchException: 'the request carries no code',
    ExpiredCodeException: 'the request carries no code',
  },

  async handle({ UserAttributes }, context) {
    const { storage, messages, messageLimits, origin, now, caller } = context
    const { pool, client } = caller
    const entries = toAttributeEntries(UserAttributes)
    const names = entries.map(({ name }) => name)
    assertWritable(client.settings, pool.schema, names) // NotAuthorizedException
    const codes = await storage.transaction(async (stores) => {
      const user = await lockOwnUser(stores, caller.user) // UserNotFoundException
      // InvalidParameterException, AliasExistsException
      const changed = await changeAttributes(stores, pool, user, entries, 'user', now)
      return issueAttributeCodes(stores, context, changed.user, changed.toVerify)
    })
    const sent: CodeDelivery[] = []
    for (const code of codes) {
      const message = { ...codeMessage(code, 'update-attribute'), address: origin.ipAddress }
      const permit = await permitOrWithhold(messageLimits, message, now)
      if (permit) await sendCode(messages, pool, code, permit) // CodeDeliveryFailureException
      sent.push(codeDelivery(code.contact))
    }
    return sent.length > 0 ? { CodeDeliveryDetailsList: sent.map(toCodeDeliveryDetails) } : {}
  },
})
