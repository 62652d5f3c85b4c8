import { listedAttributes } from '../../attributes/attribute-order.ts'
import { missingRequiredAttributes } from '../../attributes/new-password-attributes.ts'
import { readableAttributes } from '../../clients/attribute-permissions.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Proven } from './admission.ts'
import { sealChallengeSession } from './challenge-session.ts'
import type { PresentedChallenge, SignInStep } from './sign-in.ts'

/** NEW_PASSWORD_REQUIRED: an invited user, who knows the temporary password, is to choose one. */
export function presentNewPassword(
  { poolKeys, entropy, now }: RequestContext,
  { pool, client }: SignInStep,
  { user, password }: Proven,
): PresentedChallenge {
  const name = 'NEW_PASSWORD_REQUIRED'
  const proven = { sub: user.sub, passwordRevision: password.revision, username: user.username }
  const key = poolKeys('challenge sessions', pool.id)
  const missing = missingRequiredAttributes(pool.schema, user.attributes)
  const readable = listedAttributes(readableAttributes(client.settings, user.attributes), user.sub)
  const shown = readable.filter((attribute) => attribute.name !== 'sub')
  return {
    name,
    session: sealChallengeSession(key, entropy, { client, challenge: name }, proven, now),
    parameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((attribute) => `userAttributes.${attribute}`)),
      userAttributes: JSON.stringify(Object.fromEntries(shown.map(({ name, value }) => [name, value]))),
    },
  }
}
