import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prometheusMetrics } from '../../../src/server/metrics.ts'
import { startPoolhouse } from '../../support/poolhouse.ts'
import { asking, openBrowser, openSite, postForm, queryOf } from './site.ts'

test('metrics name what domains and pools were asked, never in words of the outside', async () => {
  const metrics = await prometheusMetrics()
  const house = await startPoolhouse({ metrics })
  try {
    const site = await openSite(house)
    const { get, post } = openBrowser(site)
    await get(`/oauth2/authorize${queryOf(asking(site))}`)
    await get(`/login${queryOf(asking(site))}`)
    await get(`/login${queryOf(asking(site))}`, { method: 'HEAD' })
    await get(`/login${queryOf(asking(site))}`, { method: 'PUT' })
    await post('/oauth2/authorize', {})
    await postForm(site, '/oauth2/token', { grant_type: 'password' })
    await get('/oauth2/userInfo')
    await get('/assets/branding/a/b.png')
    await get('/toString')
    await get('/one"} 1')
    await fetch(`${house.url}/domains/none.auth.us-east-1/login`)
    await fetch(`${house.url}/${site.pool}/.well-known/jwks.json`)
    await fetch(`${house.url}/${site.pool}/.well-known/openid-configuration`)
    await fetch(`${house.url}/us-east-1_Unknown01/.well-known/jwks.json`)
    const { text } = await metrics.render()
    assert.deepEqual(text.match(/^poolhouse_domain_requests_total.*$/gm)?.sort(), [
      'poolhouse_domain_requests_total{endpoint="GET /.well-known/jwks.json",status="200"} 1',
      'poolhouse_domain_requests_total{endpoint="GET /.well-known/openid-configuration",status="200"} 1',
      'poolhouse_domain_requests_total{endpoint="GET /login",status="200"} 2',
      'poolhouse_domain_requests_total{endpoint="GET /oauth2/authorize",status="302"} 1',
      'poolhouse_domain_requests_total{endpoint="GET /oauth2/userInfo",status="400"} 1',
      'poolhouse_domain_requests_total{endpoint="GET image",status="404"} 1',
      'poolhouse_domain_requests_total{endpoint="POST /oauth2/token",status="400"} 1',
      'poolhouse_domain_requests_total{endpoint="other /login",status="405"} 1',
      'poolhouse_domain_requests_total{endpoint="other /oauth2/authorize",status="405"} 1',
      'poolhouse_domain_requests_total{endpoint="unknown path",status="404"} 2',
    ])
    assert.match(text, /^poolhouse_domain_request_duration_seconds_count\{endpoint="GET \/login"\} 2$/m)
  } finally {
    await house.close()
  }
})
