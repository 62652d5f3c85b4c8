import type { TestContext } from 'node:test'
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito'
import { Amplify, ConsoleLogger } from '@aws-amplify/core'

/**
 * Configures Amplify, of which there is one in a process, as an application without a signed-in user. This is what
 * `Amplify.configure` of the package `aws-amplify` does, with new and empty storage in memory.
 *
 * @param userPoolEndpoint URL of the server
 */
export function openAmplify(userPoolEndpoint: string, userPoolId: string, userPoolClientId: string): void {
  ConsoleLogger.LOG_LEVEL = 'ERROR' // otherwise it warns about every endpoint that is not the standard one
  const Auth = { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } }
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth)
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory())
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } })
}

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: async (key: string) => kept.get(key) ?? null,
    setItem: async (key: string, value: string) => void kept.set(key, value),
    removeItem: async (key: string) => void kept.delete(key),
    clear: async () => kept.clear(),
  }
}

/** Amplify sets a timer of three minutes at a sign-up that is to sign in by itself; it must not hold up the tests. */
export function unrefTimers(t: TestContext): void {
  const { setTimeout } = globalThis
  t.mock.method(globalThis, 'setTimeout', (...args: Parameters<typeof setTimeout>) =>
    setTimeout(...args).unref(),
  )
}
