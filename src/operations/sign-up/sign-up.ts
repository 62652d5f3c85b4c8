import { newSignUp, storeSignUp } from '../../domain/journeys/sign-up/sign-up.ts'
import { codeDelivery } from '../../domain/messages/code-delivery.ts'
import type { Stores } from '../../domain/stores.ts'
import { sendCode } from '../../domain/users/send-code.ts'
import { anyone } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries } from '../user-attributes.ts'

export const SignUp = operation('SignUp', {
  access: anyone,
  auditsAnswer: true,
  ignores: ['AnalyticsMetadata', 'ClientMetadata', 'UserContextData', 'ValidationData'],
  neverRaises: {
    LimitExceededException: 'how often somebody signs up is not limited by user',
  },

  async handle({ ClientId, SecretHash, Username, Password, UserAttributes }, context) {
    const signUp = await newSignUp(context, {
      clientId: ClientId,
      secretHash: SecretHash,
      username: Username,
      password: Password,
      entries: toAttributeEntries(UserAttributes),
    })
    const { pool, user, toVerify } = signUp
    const store = async (stores: Stores) => {
      await storeSignUp(stores, context, signUp) // UsernameExistsException
      const delivery = toVerify && codeDelivery(toVerify.contact.attribute, toVerify.contact.value)
      return {
        UserConfirmed: false,
        UserSub: user.sub,
        CodeDeliveryDetails: delivery && toCodeDeliveryDetails(delivery),
      }
    }
    const answer = await context.storage.transaction(store, user.sub)
    if (toVerify) await sendCode(context.messages, pool, { user, ...toVerify }, 'sign-up')
    return answer
  },
})
