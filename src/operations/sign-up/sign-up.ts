import { sendCode } from '../../domain/codes/send-code.ts'
import { deliver } from '../../domain/journeys/shared/deliver.ts'
import { newSignUp, storeSignUp } from '../../domain/journeys/sign-up/sign-up.ts'
import { signUpSession } from '../../domain/journeys/sign-up/sign-up-session.ts'
import { codeDelivery } from '../../domain/messages/code-delivery.ts'
import { permitMessage, withPermits } from '../../domain/messages/permit-message.ts'
import type { Stores } from '../../domain/stores.ts'
import { anyone } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries } from '../user-attributes.ts'

export const SignUp = operation('SignUp', {
  access: anyone,
  auditsAnswer: true,
  ignores: ['AnalyticsMetadata', 'ClientMetadata', 'UserContextData', 'ValidationData'],

  async handle({ ClientId, SecretHash, Username, Password, UserAttributes }, context) {
    const signUp = await newSignUp(context, {
      clientId: ClientId,
      secretHash: SecretHash,
      username: Username,
      password: Password,
      entries: toAttributeEntries(UserAttributes),
    })
    const { pool, user, toVerify } = signUp
    const { storage, messages, messageLimits, origin, now } = context
    const store = async (stores: Stores) => {
      await storeSignUp(stores, context, signUp) // UsernameExistsException
      const delivery = toVerify && codeDelivery(toVerify.contact)
      return {
        UserConfirmed: false,
        UserSub: user.sub,
        CodeDeliveryDetails: delivery && toCodeDeliveryDetails(delivery),
      }
    }
    if (!toVerify) return storage.transaction(store, user)
    const { value: to } = toVerify.contact
    const message = { userPoolId: pool.id, kind: 'sign-up', to, address: origin.ipAddress } as const
    const permit = await permitMessage(messageLimits, message, now) // LimitExceededException
    const answer = await withPermits(messageLimits, [permit], () => storage.transaction(store, user))
    const send = async () => void (await sendCode(messages, pool, { user, ...toVerify }, permit))
    await deliver(context, signUp, toVerify.contact, send) // CodeDeliveryFailureException
    return { ...answer, Session: signUpSession(context, signUp) }
  },
})
