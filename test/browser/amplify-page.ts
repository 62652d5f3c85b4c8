// Amplify in a page of an application, bundled as applications bundle it.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { packageFile } from '../../src/kernel/package-file.ts'
import { addAuthenticator } from '../support/virtual-authenticator.ts'

export const AMPLIFY = `
import '@aws-amplify/auth/enable-oauth-listener'
import * as auth from '@aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito'
import { Amplify } from '@aws-amplify/core'

function configure(Auth) {
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth)
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } })
}
globalThis.amplify = { ...auth, configure }
`

/** Runs an application of one page; by default it has all functions of `aws-amplify/auth` as `amplify`. */
export async function startApplication(source = AMPLIFY) {
  const script = await bundleOf(source)
  const server = createServer(({ url }, response) => {
    if (url === '/app.js') response.setHeader('content-type', 'text/javascript').end(script)
    else
      response.setHeader('content-type', 'text/html').end('<title>App</title><script src="/app.js"></script>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,

    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const bundles = new Map<string, Promise<string>>()

/** A script is bundled once for all tests of a process. */
function bundleOf(source: string): Promise<string> {
  const made = bundles.get(source) ?? bundle(source)
  bundles.set(source, made)
  return made
}

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: packageFile('.') },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  })
  return outputFiles.map(({ text }) => text).join('')
}

export type AmplifyPage = Awaited<ReturnType<typeof openAmplifyPage>>

/**
 * The application in a new profile of the browser, on a device that knows its user and keeps passkeys.
 * @param Cognito the settings `Auth.Cognito` of Amplify
 */
export async function openAmplifyPage(browser: Browser, origin: string, Cognito: object) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await addAuthenticator(page, { hasResidentKey: true, hasUserVerification: true })

  /** Calls a function of Amplify, and returns what JSON keeps of its result. */
  // biome-ignore lint/suspicious/noExplicitAny: results of all functions
  async function call(name: string, input?: object): Promise<any> {
    const result = `await amplify.${name}(${input ? JSON.stringify(input) : ''})`
    return JSON.parse(await page.evaluate(`(async () => JSON.stringify(${result}) ?? 'null')()`))
  }

  /** Loads the page again. What the browser stores for it stays. */
  async function load(): Promise<void> {
    await page.goto(`${origin}/`)
    await call('configure', { Cognito })
  }

  await load()
  return { call, load, close: () => context.close() }
}
