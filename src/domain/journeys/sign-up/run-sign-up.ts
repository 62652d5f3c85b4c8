import { hidesUsers } from '../../clients/hides-users.ts'
import { assertPosted, postCode, prepareCode } from '../../codes/code-post.ts'
import { permitOrWithhold, type SendPermit, withPermits } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { callPostConfirmation } from '../../triggers/post-confirmation.ts'
import { decideSignUp, type NewSignUp, storeSignUp } from './sign-up.ts'

/** What became of a sign-up. */
export interface SignUpResult<Answer> {
  readonly signUp: NewSignUp
  /** Whether the user gets a code. */
  readonly isCodeSent: boolean
  /** Whether the code would have been one message too many: the user can ask for one later. */
  readonly isCodeWithheld: boolean
  readonly answer: Answer
}

/**
 * Decides and stores a sign-up, and sends its code. AWS: a user whose code is withheld, since it would be one message too
 * many, is stored all the same.
 * @param toAnswer what the request answers, for its audit record
 * @throws UsernameExistsException
 * @throws CodeDeliveryFailureException after the user is stored
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function runSignUp<Answer>(
  context: RequestContext,
  asked: NewSignUp,
  toAnswer: (signUp: NewSignUp) => Answer,
): Promise<SignUpResult<Answer>> {
  const { pool, client, user, request } = asked
  const { storage, messageLimits } = context
  const permit = await permitCode(context, asked)
  const { signUp, post, answer } = await withPermits(messageLimits, permit ? [permit] : [], async () => {
    const decided = await decideSignUp(context, asked)
    const { toVerify } = decided
    const recipient = { user: decided.user, clientId: client.id, clientMetadata: request.clientMetadata }
    const prepared =
      permit &&
      toVerify &&
      (await prepareCode(context, pool, { ...recipient, contact: toVerify.contact }, permit))
    const store = async (stores: Stores) => {
      await storeSignUp(stores, context, decided)
      if (prepared) await postCode(stores, context, prepared, toVerify.code)
      return toAnswer(decided)
    }
    const stored = await storage.transaction(store, decided.user)
    return { signUp: decided, post: prepared, answer: stored }
  })
  if (signUp.user.status === 'CONFIRMED') {
    if (permit) await messageLimits.giveBack(permit.counted)
    const confirmed = { source: 'ConfirmSignUp', clientId: client.id, sub: user.sub } as const
    await callPostConfirmation(context, pool, { ...confirmed, clientMetadata: request.clientMetadata })
  }
  if (post && !hidesUsers(client)) assertPosted(post)
  const isCodeWithheld = signUp.toVerify !== undefined && permit === undefined
  return { signUp, isCodeSent: post !== undefined, isCodeWithheld, answer }
}

async function permitCode(
  { messageLimits, origin, now }: RequestContext,
  { pool, toVerify }: NewSignUp,
): Promise<SendPermit | undefined> {
  if (!toVerify) return undefined
  const { value: to } = toVerify.contact
  const message = { userPoolId: pool.id, kind: 'sign-up', to, address: origin.ipAddress } as const
  return permitOrWithhold(messageLimits, message, now)
}
