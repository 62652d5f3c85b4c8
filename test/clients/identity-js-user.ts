import assert from 'node:assert/strict'
import { AuthenticationDetails, type CognitoUser, type CognitoUserSession } from 'amazon-cognito-identity-js'

type Done<Result> = (error?: Error | null, result?: Result) => void

/** The result of a call that ends with one callback. */
export function called<Result>(call: (done: Done<Result>) => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as Result)))
  })
}

/** The result of a call that ends with one of two callbacks. */
export function ended<Result>(
  call: (callbacks: { onSuccess: (result: Result) => void; onFailure: (error: Error) => void }) => void,
): Promise<Result> {
  return new Promise((onSuccess, onFailure) => call({ onSuccess, onFailure }))
}

/** Where a step of a sign-in leads: to tokens, or to a challenge. */
export type Outcome =
  | {
      readonly session: CognitoUserSession
      /** Whether the application has to ask the user about the device. */
      readonly asksForDevice: boolean
    }
  | { readonly challenge: string; readonly parameters: Record<string, string> }

/** Rejects with the error of the step. */
export function outcome(step: (callbacks: ReturnType<typeof callbacksOf>) => void): Promise<Outcome> {
  return new Promise((resolve, reject) => step(callbacksOf(resolve, reject)))
}

function callbacksOf(resolve: (outcome: Outcome) => void, reject: (error: Error) => void) {
  const challenged = (challenge: string, parameters: Record<string, string>) =>
    resolve({ challenge, parameters })
  return {
    onSuccess: (session: CognitoUserSession, asksForDevice = false) => resolve({ session, asksForDevice }),
    onFailure: reject,
    customChallenge: (parameters: Record<string, string>) => challenged('CUSTOM_CHALLENGE', parameters),
    newPasswordRequired: () => challenged('NEW_PASSWORD_REQUIRED', {}),
    mfaRequired: challenged,
    totpRequired: challenged,
    selectMFAType: challenged,
    mfaSetup: challenged,
  }
}

/** By SRP, unless the user was set to another flow. */
export function authenticate(user: CognitoUser, Password: string): Promise<Outcome> {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password })
  return outcome((callbacks) => user.authenticateUser(details, callbacks))
}

export async function challengeOf(step: Promise<Outcome>): Promise<string> {
  const reached = await step
  return 'challenge' in reached ? reached.challenge : assert.fail('signed in')
}

export async function sessionOf(step: Promise<Outcome>): Promise<CognitoUserSession> {
  const reached = await step
  return 'session' in reached ? reached.session : assert.fail(reached.challenge)
}
