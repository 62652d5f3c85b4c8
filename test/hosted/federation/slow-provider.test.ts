// Sign-ins under load while a provider is slow, down or lying.
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { before, describe, test } from 'node:test'
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { MOST_SILENT, MOST_WAITING } from '../../../src/gateways/federation/bounded-calls.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, PASSWORD } from '../../support/pools.ts'
import { codeFor, onBoth, openBrowser, type Site } from '../oauth/site.ts'
import { useOidcIdp } from './oidc-idp.ts'
import { begin, codeAt, openFederated, placeOf, refusalAt } from './site.ts'

const UNAVAILABLE = {
  error_description: 'The identity provider does not answer at the moment',
  state: 'state-1',
  error: 'temporarily_unavailable',
}
const MORE = 5

onBoth((database) => {
  const house = usePoolhouse({ database, federation: { privateAddresses: true } })
  const slow = useOidcIdp()
  const healthy = useOidcIdp()
  let slowSite: Site
  let healthySite: Site
  let direct: string

  before(async () => {
    slowSite = await openFederated(house, slow)
    healthySite = await openFederated(house, healthy)
    const { id } = await newClient(house.client(), healthySite.pool, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    })
    direct = id
  })

  const grant = (sub: string) => ({ claims: { sub } })

  /** Sign-ins of all kinds that have nothing to do with the slow provider, several at once. */
  async function otherSignIns(): Promise<void> {
    const AuthParameters = { USERNAME: 'alice', PASSWORD }
    const input = { ClientId: direct, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        await codeAt(healthySite, healthy, grant('other'))
        await codeFor(healthySite)
        const { AuthenticationResult } = await house.client().send(new InitiateAuthCommand(input))
        assert.ok(AuthenticationResult?.AccessToken)
      }),
    )
  }

  describe('a provider that takes a request and does not answer', () => {
    test('gets a bounded number of requests, and everybody else signs in meanwhile', async () => {
      const pending: ServerResponse[] = []
      const isFull = new Promise<void>((resolve) => {
        slow.answers.set('/token', (_, response) => {
          pending.push(response)
          if (pending.length === MOST_WAITING) resolve()
        })
      })
      await codeAtDiscovery()
      const begun = await Promise.all(
        Array.from({ length: MOST_WAITING + MORE }, async (_, n) => {
          const browser = openBrowser(slowSite)
          const address = await begin(slowSite, browser)
          return { browser, back: slow.comeBack(address, grant(`slow-${n}`)) }
        }),
      )
      const ended: (string | undefined)[] = []
      const signIns = begun.map(async ({ browser, back }) => {
        const place = placeOf(await browser.get(back))
        ended.push(place.searchParams.get('error') ?? undefined)
      })
      await isFull
      await otherSignIns()
      for (const response of pending) response.destroy()
      await Promise.all(signIns)
      assert.equal(pending.length, MOST_WAITING)
      assert.equal(ended.filter((error) => error === 'temporarily_unavailable').length, MORE)
      assert.equal(ended.filter((error) => error === 'invalid_request').length, MOST_WAITING)
    })

    /** Reads the discovery document, which is then known. */
    async function codeAtDiscovery(): Promise<void> {
      await begin(slowSite, openBrowser(slowSite))
    }

    test('is left alone after failures in a row, and tried again later', async () => {
      assert.deepEqual(await refusalAt(slowSite, slow, grant('patient')), UNAVAILABLE)
      slow.answers.clear()
      house.passTime(11_000)
      await codeAt(slowSite, slow, grant('patient'))
      await codeAt(slowSite, slow, grant('patient-too'))
    })

    test('is asked once for its discovery document, for all that wait', async () => {
      house.passTime(11 * 60_000)
      const pending: ServerResponse[] = []
      const path = '/.well-known/openid-configuration'
      const isAsked = new Promise<void>((resolve) => {
        slow.answers.set(path, (_, response) => {
          pending.push(response)
          resolve()
        })
      })
      const beginnings = Array.from({ length: 20 }, () => begin(slowSite, openBrowser(slowSite)))
      await isAsked
      await otherSignIns()
      assert.equal(pending.length, 1)
      for (const response of pending) response.destroy()
      slow.answers.delete(path)
      for (const { searchParams } of await Promise.all(beginnings)) assert.ok(searchParams.get('error'))
      house.passTime(11_000)
      await codeAt(slowSite, slow, grant('discovered'))
    })
  })

  describe('a provider that is down', () => {
    test('is not called after failures in a row', async () => {
      const down = await openFederated(house, slow)
      slow.answers.set('/token', (request) => request.socket.destroy())
      for (let n = 0; n < MOST_SILENT; n++) {
        const refusal = await refusalAt(down, slow, grant('down'))
        assert.equal(refusal.error_description, 'Connection reset')
      }
      const asked = slow.asked.get('/token')
      assert.deepEqual(await refusalAt(down, slow, grant('down')), UNAVAILABLE)
      assert.equal(slow.asked.get('/token'), asked)
      slow.answers.clear()
    })
  })

  describe('a provider that lies', () => {
    const lies: Record<string, (response: ServerResponse) => void> = {
      'answers without end': (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const more = () => {
          while (response.writable && response.write('x'.repeat(16_384)));
        }
        response.on('drain', more)
        more()
      },
      'promises more than it sends': (response) => {
        response.writeHead(200, { 'content-length': '1000000000' }).write('{')
        response.socket?.end()
      },
      'redirects to itself': (response) => void response.writeHead(302, { location: '/token' }).end(),
      'sends no JSON': (response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'),
    }
    for (const [what, lie] of Object.entries(lies)) {
      test(`and ${what} is refused, and others sign in`, async () => {
        slow.answers.set('/token', (_, response) => lie(response))
        const [refusal] = await Promise.all([refusalAt(slowSite, slow, grant('liar')), otherSignIns()])
        assert.ok(refusal.error === 'invalid_request' || refusal.error === 'server_error', refusal.error)
        slow.answers.clear()
      })
    }

    for (const depth of [5_000, 100_000]) {
      test(`in claims ${depth} levels deep is refused at once`, async () => {
        slow.answers.set('/me', (_, response) =>
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(`{"sub":"deep","full_name":${'['.repeat(depth)}${']'.repeat(depth)}}`),
        )
        assert.deepEqual(await refusalAt(slowSite, slow, grant('deep')), {
          error_description: 'Exception processing authorization code',
          state: 'state-1',
          error: 'server_error',
        })
        slow.answers.clear()
      })
    }
  })
})
