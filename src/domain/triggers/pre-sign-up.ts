import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import {
  type AttributeEntry,
  CONTACT_ATTRIBUTES,
  type ContactAttribute,
  lastValues,
  VERIFICATION_FLAG,
} from '../attributes/attributes.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { booleansOf } from './read-response.ts'
import type { Metadata } from './trigger-event.ts'

/** A user who is not stored yet. */
export interface Applicant {
  readonly source: 'SignUp' | 'AdminCreateUser' | 'ExternalProvider'
  readonly clientId?: string | undefined
  readonly user: User
  /** The attributes as they were sent. */
  readonly entries: readonly AttributeEntry[]
  readonly validationData: Metadata | undefined
  readonly clientMetadata: Metadata | undefined
}

/** What the function decided about a user who signs up. */
export interface PreSignUpDecision {
  readonly confirmed: boolean
  readonly verified: readonly ContactAttribute[]
}

const NOTHING: PreSignUpDecision = { confirmed: false, verified: [] }

/**
 * Asks the pool's PreSignUp function, if there is one, about a new user. AWS: for users whom an administrator creates
 * only an error counts. A user of a provider keeps its status, whatever the function confirms.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 * @throws InvalidParameterException if it verifies a contact that the user does not have
 */
export async function callPreSignUp(
  context: TriggerContext,
  pool: UserPool,
  applicant: Applicant,
): Promise<PreSignUpDecision> {
  const arn = pool.settings.lambdaConfig.preSignUp
  if (arn === undefined) return NOTHING
  const { source, clientId, user, validationData, clientMetadata } = applicant
  const response = await callTrigger(context, arn, {
    trigger: 'PreSignUp',
    source,
    pool,
    clientId,
    userName: user.username,
    request: {
      userAttributes: submittedAttributes(pool, applicant),
      validationData: validationData ?? null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  })
  const flags = booleansOf(response, ['autoConfirmUser', 'autoVerifyEmail', 'autoVerifyPhone'])
  return source === 'AdminCreateUser' ? NOTHING : decisionOf(user, flags)
}

/** The user as the function wants it stored. */
export function decidedUser(user: User, { confirmed, verified }: PreSignUpDecision): User {
  if (!confirmed) return user
  const flags = verified.map((contact) => [VERIFICATION_FLAG[contact], 'true'] as const)
  return { ...user, status: 'CONFIRMED', attributes: new Map([...user.attributes, ...flags]) }
}

/** AWS: in an event about a user of a provider these are there, and empty. */
const NO_ALIASES = { 'cognito:email_alias': '', 'cognito:phone_number_alias': '' }

/** In pools that sign in by e-mail or phone number, the name that was sent is an attribute too. */
function submittedAttributes(
  { settings }: UserPool,
  { source, user, entries }: Applicant,
): Record<string, string> {
  const sent = lastValues(entries)
  if (source === 'ExternalProvider') return { ...NO_ALIASES, ...Object.fromEntries(sent) }
  for (const name of settings.usernameAttributes ?? []) {
    const value = user.attributes.get(name)
    if (value !== undefined) sent.set(name, value)
  }
  return Object.fromEntries(sent)
}

interface Flags {
  readonly autoConfirmUser: boolean
  readonly autoVerifyEmail: boolean
  readonly autoVerifyPhone: boolean
}

function decisionOf(
  { attributes }: User,
  { autoConfirmUser, autoVerifyEmail, autoVerifyPhone }: Flags,
): PreSignUpDecision {
  const wanted = { email: autoVerifyEmail, phone_number: autoVerifyPhone }
  const verified = CONTACT_ATTRIBUTES.filter((contact) => wanted[contact])
  if (!autoConfirmUser && verified.length > 0) throw verifiedUnconfirmed()
  for (const contact of verified) if (!attributes.has(contact)) throw contactRequired(contact)
  return { confirmed: autoConfirmUser, verified }
}

/** The name of the error is not known (docs/deviations.md, "verified without being confirmed"). */
const verifiedUnconfirmed = () =>
  new ServiceError(
    'InvalidLambdaResponseException',
    'Phone or email cannot be auto verified, when user is not being auto confirmed.',
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "verified without the contact"). */
const contactRequired = (contact: ContactAttribute) =>
  invalidParameter(
    contact === 'email'
      ? 'Email is required when autoVerifyEmail is set to true.'
      : 'Phone number is required when autoVerifyPhone is set to true.',
  )
