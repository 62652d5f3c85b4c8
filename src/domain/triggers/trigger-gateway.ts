/** The triggers of a user pool, under the names that errors and metrics show. */
export type TriggerName =
  | 'PreSignUp'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'PreTokenGeneration'
  | 'UserMigration'
  | 'CustomMessage'
  | 'CustomEmailSender'
  | 'CustomSMSSender'
  | 'InboundFederation'

export interface TriggerCall {
  /** The function, as the pool's LambdaConfig names it. */
  readonly arn: string
  /** The event as JSON. It contains attributes of users: never log it. */
  readonly payload: string
}

/** How a call of a function ended. */
export type InvocationOutcome =
  /** The function returned this text, which may be no JSON at all. */
  | { readonly kind: 'answer'; readonly payload: string }
  /** The function threw, or its process ended. */
  | { readonly kind: 'function-error'; readonly message: string }
  /** The function could not be called. The error has the name of one of Lambda's, such as AccessDeniedException. */
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'timeout' }
  /** The settings do not say where the function is. */
  | { readonly kind: 'unconfigured' }

/**
 * The port for calling functions. It only transports: each try takes at most five seconds, and there are three if the
 * function is too slow or cannot be reached. Never call it inside a transaction.
 */
export interface TriggerGateway {
  /** Never rejects because of the function. */
  invoke(call: TriggerCall): Promise<InvocationOutcome>
}
