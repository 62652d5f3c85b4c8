import { runSignUp } from '../../domain/journeys/sign-up/run-sign-up.ts'
import { type NewSignUp, newSignUp } from '../../domain/journeys/sign-up/sign-up.ts'
import { signUpSession } from '../../domain/journeys/sign-up/sign-up-session.ts'
import { attemptLimitExceeded } from '../../domain/limits/limit-errors.ts'
import { codeDelivery } from '../../domain/messages/code-delivery.ts'
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
    const { signUp, isCodeSent, isCodeWithheld, answer } = await runSignUp(context, asked, toAnswer)
    if (isCodeWithheld) throw attemptLimitExceeded()
    return isCodeSent ? { ...answer, Session: signUpSession(context, signUp) } : answer
  },
})

function toAnswer({ user, toVerify }: NewSignUp) {
  const delivery = toVerify && codeDelivery(toVerify.contact)
  return {
    UserConfirmed: user.status === 'CONFIRMED',
    UserSub: user.sub,
    CodeDeliveryDetails: delivery && toCodeDeliveryDetails(delivery),
  }
}
