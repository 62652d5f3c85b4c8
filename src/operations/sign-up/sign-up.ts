import { hidesUsers } from '../../domain/clients/hides-users.ts'
import { assertPosted, postCode, prepareCode } from '../../domain/codes/code-post.ts'
import {
  decideSignUp,
  type NewSignUp,
  newSignUp,
  storeSignUp,
} from '../../domain/journeys/sign-up/sign-up.ts'
import { signUpSession } from '../../domain/journeys/sign-up/sign-up-session.ts'
import { codeDelivery } from '../../domain/messages/code-delivery.ts'
import { permitMessage, type SendPermit, withPermits } from '../../domain/messages/permit-message.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'
import type { Stores } from '../../domain/stores.ts'
import { callPostConfirmation } from '../../domain/triggers/post-confirmation.ts'
import { anyone } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { toUserContext } from '../context-data.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries, toMetadata } from '../user-attributes.ts'

export const SignUp = operation('SignUp', {
  access: anyone,
  auditsAnswer: true,
  ignores: ['AnalyticsMetadata'],

  async handle(input, context) {
    const asked = await newSignUp(context, {
      clientId: input.ClientId,
      secretHash: input.SecretHash,
      username: input.Username,
      password: input.Password,
      entries: toAttributeEntries(input.UserAttributes),
      validationData: toMetadata(input.ValidationData),
      clientMetadata: input.ClientMetadata,
      contextData: toUserContext(input.UserContextData),
    })
    const { pool, client, user } = asked
    const { storage, messageLimits } = context
    const permit = await permitCode(context, asked) // LimitExceededException
    const { signUp, post, answer } = await withPermits(messageLimits, permit ? [permit] : [], async () => {
      const decided = await decideSignUp(context, asked)
      const { toVerify } = decided
      const prepared =
        permit && toVerify && prepareCode(context, pool, { user, contact: toVerify.contact }, permit)
      const store = async (stores: Stores) => {
        await storeSignUp(stores, context, decided) // UsernameExistsException
        if (prepared) await postCode(stores, context, prepared, toVerify.code)
        return toAnswer(decided)
      }
      const stored = await storage.transaction(store, decided.user)
      return { signUp: decided, post: prepared, answer: stored }
    })
    if (signUp.user.status === 'CONFIRMED') {
      if (permit) await messageLimits.giveBack(permit.counted)
      const confirmed = { source: 'ConfirmSignUp', clientId: client.id, sub: user.sub } as const
      await callPostConfirmation(context, pool, { ...confirmed, clientMetadata: input.ClientMetadata })
    }
    if (!post) return answer
    if (!hidesUsers(client)) assertPosted(post) // CodeDeliveryFailureException
    return { ...answer, Session: signUpSession(context, signUp) }
  },
})

async function permitCode(
  { messageLimits, origin, now }: RequestContext,
  { pool, toVerify }: NewSignUp,
): Promise<SendPermit | undefined> {
  if (!toVerify) return undefined
  const { value: to } = toVerify.contact
  const message = { userPoolId: pool.id, kind: 'sign-up', to, address: origin.ipAddress } as const
  return permitMessage(messageLimits, message, now)
}

function toAnswer({ user, toVerify }: NewSignUp) {
  const delivery = toVerify && codeDelivery(toVerify.contact)
  return {
    UserConfirmed: user.status === 'CONFIRMED',
    UserSub: user.sub,
    CodeDeliveryDetails: delivery && toCodeDeliveryDetails(delivery),
  }
}
