import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LANGUAGES } from '../../../src/hosted/languages/language.ts'
import { confirmPage } from '../../../src/hosted/pages/sign-in/confirm-page.tsx'
import { classicLook } from '../../../src/hosted/pages/sign-in/look/classic-look.ts'
import { errorPage } from '../../../src/hosted/pages/sign-in/notice-page.tsx'
import { attributeLabel } from '../../../src/hosted/pages/sign-in/parts/attribute-fields.tsx'
import type { Frame } from '../../../src/hosted/pages/sign-in/parts/frame.ts'
import { signInPage } from '../../../src/hosted/pages/sign-in/sign-in-page.tsx'
import { signUpPage } from '../../../src/hosted/pages/sign-in/sign-up-page.tsx'
import { RULES, sampleFrame, samplePages } from './sample-pages.ts'

const LARGEST = 15_000
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`

const forms = (html: string) => html.match(/<form.*?<\/form>/gs) ?? []

describe('every page', () => {
  for (const language of LANGUAGES) {
    test(`is small and says its language: ${language}`, () => {
      for (const [name, html] of Object.entries(samplePages(sampleFrame({}, language)))) {
        assert.match(html, new RegExp(`^<!doctype html><html lang="${language}">`))
        assert.ok(Buffer.byteLength(html) < LARGEST, `${name} has ${Buffer.byteLength(html)} bytes`)
      }
    })
  }

  test('has one heading, which is its title too', () => {
    for (const html of Object.values(samplePages(sampleFrame()))) {
      const headings = [...html.matchAll(/<h1>(.*?)<\/h1>/g)].map(([, text]) => text)
      assert.deepEqual(headings, [/<title>(.*?)<\/title>/.exec(html)?.[1]])
    }
  })

  test('has no script and no style but its own', () => {
    for (const html of Object.values(samplePages(sampleFrame()))) {
      assert.doesNotMatch(html, /\son\w+=|style="|javascript:/i)
      assert.deepEqual(html.match(/<script[^>]*>/g), [
        '<script src="/domains/shop.auth.us-east-1/assets/pages.js" defer="">',
      ])
      assert.equal(html.match(/<style>/g)?.length, 1)
    }
  })

  test('posts its forms with the token and the query of the sign-in', () => {
    for (const [name, html] of Object.entries(samplePages(sampleFrame()))) {
      for (const form of forms(html).filter((text) => text.includes('method="post"'))) {
        assert.match(
          form,
          /action="\/domains\/shop\.auth\.us-east-1\/\w+\?client_id=1example23456789&amp;/,
          name,
        )
        assert.match(form, /name="csrf" value="4b0a8a0c-7d3c-4d4f-9e7e-0d8f3a6c1b2e"/, name)
      }
    }
  })

  test('changes its language by a form that keeps the query', () => {
    const frame = sampleFrame({
      query: 'client_id=a&lang=fr&state=b%26c&resource=d&resource=e',
      path: '/signup',
    })
    const [form = ''] = forms(samplePages(frame)['sign-up'] ?? '').filter((text) => text.includes('tongues'))
    assert.match(form, /method="get" action="\/domains\/shop\.auth\.us-east-1\/signup"/)
    assert.deepEqual(
      [...form.matchAll(/type="hidden" name="(\w+)" value="(.*?)"/g)].map(([, name, value]) => [name, value]),
      [
        ['client_id', 'a'],
        ['state', 'b&amp;c'],
        ['resource', 'd'],
        ['resource', 'e'],
      ],
    )
  })

  test('calls the token as the version of the pages does', () => {
    const html = samplePages(sampleFrame({ look: classicLook({ css: undefined, logo: undefined }) })).confirm
    assert.match(html ?? '', /name="_csrf"/)
  })
})

describe('the sign-in page', () => {
  const named = (html: string, element: string) =>
    [...html.matchAll(new RegExp(`<${element}[^>]* name="([^"]*)"`, 'g'))].map(([, name]) => name)
  const signIn = (frame: Frame) => forms(samplePages(frame)['sign-in'] ?? '')[0] ?? ''

  test('calls its form, fields and button as the service does in version 1', () => {
    const html = signIn(sampleFrame({ look: classicLook({ css: undefined, logo: undefined }) }))
    assert.deepEqual(named(html, 'form'), ['cognitoSignInForm'])
    const fields = ['_csrf', 'cognitoAsfData', 'username', 'password', 'signInSubmitButton']
    assert.deepEqual(named(html, 'input'), fields)
    assert.match(html, /<input type="submit" name="signInSubmitButton"[^>]* value="Sign in"/)
  })

  test('has the ids of the service in version 1', () => {
    const html = signIn(sampleFrame({ look: classicLook({ css: undefined, logo: undefined }) }))
    const ids = [...html.matchAll(/<input[^>]* id="([^"]*)"/g)].map(([, id]) => id)
    assert.deepEqual(ids, ['signInFormUsername', 'signInFormPassword'])
    for (const id of ids) assert.match(html, new RegExp(`<label[^>]* for="${id}"`))
  })

  test('has other names in version 2', () => {
    const html = signIn(sampleFrame())
    assert.deepEqual(named(html, 'form'), [])
    assert.deepEqual(named(html, 'input'), ['csrf', 'cognitoAsfData', 'username', 'password'])
    assert.match(html, /<button type="submit"/)
  })
})

describe('the pages around the sign-in', () => {
  const classic = samplePages(sampleFrame({ look: classicLook({ css: undefined, logo: undefined }) }))

  for (const [page, form, fields, button] of [
    ['sign-up', 'signupform', [], 'signUpButton'],
    ['confirm', undefined, [['verification_code', 'code']], 'confirm'],
    ['forgot-password', 'forgotpasswordform', [['username', 'username']], 'reset_my_password'],
    [
      'reset-password',
      'confirmforgotpasswordform',
      [
        ['forgot_password_code', 'code'],
        ['new_password', 'password'],
        ['confirm_password', 'confirmPassword'],
      ],
      'reset_password',
    ],
  ] as const) {
    test(`call the parts of ${page} as the service does in version 1`, () => {
      const [html = ''] = forms(classic[page] ?? '').filter((text) => text.includes('type="submit"'))
      assert.equal(/<form[^>]* name="([^"]*)"/.exec(html)?.[1], form)
      for (const [id, name] of fields) assert.match(html, new RegExp(`id="${id}" name="${name}"`))
      assert.match(html, new RegExp(`<button type="submit" name="${button}"`))
    })
  }

  test('have none of these names in version 2', () => {
    const html = Object.values(samplePages(sampleFrame())).join('')
    assert.doesNotMatch(
      html,
      /signInForm|signupform|signUpButton|verification_code|forgotpassword|_password"/,
    )
  })
})

describe('what others wrote', () => {
  test('is text, wherever a page shows it', () => {
    const frame = sampleFrame({
      query: `state=${encodeURIComponent(HOSTILE)}&client_id=${HOSTILE}`,
      notice: { kind: 'error', text: HOSTILE },
      csrf: HOSTILE,
    })
    const faults = { username: HOSTILE, password: HOSTILE, code: HOSTILE }
    const pages = [
      signInPage({
        frame,
        nameKind: 'username',
        username: HOSTILE,
        withPassword: true,
        forOwnUsers: true,
        providers: [{ name: HOSTILE, address: `/x?${HOSTILE}` }],
        offersSignUp: true,
        offersRecovery: true,
        faults,
      }),
      signUpPage({
        frame,
        nameKind: 'email',
        username: HOSTILE,
        attributes: [
          { name: `custom:${HOSTILE}`, kind: 'text', value: HOSTILE, fault: HOSTILE },
          { name: `custom:${HOSTILE}`, kind: 'boolean', value: HOSTILE },
        ],
        needsNoPassword: false,
        rules: RULES,
        terms: { termsOfUse: HOSTILE, privacyPolicy: HOSTILE },
        faults,
      }),
      confirmPage({ frame, destination: { kind: 'email', masked: HOSTILE }, byLink: false, faults }),
      errorPage({ frame, code: HOSTILE, detail: HOSTILE, mayStartAgain: true }),
    ]
    for (const html of pages) {
      assert.ok(html.includes('&lt;script&gt;alert(1)'))
      assert.doesNotMatch(html, /<script>|<img/)
      assert.doesNotMatch(html, /=""&gt;|="'/)
    }
  })
})

describe('the label of an attribute', () => {
  const { texts } = sampleFrame()

  test('is translated for those that every pool has', () => {
    assert.equal(attributeLabel(texts, 'family_name'), 'Last name')
  })

  test('is made of the name of those that the pool added', () => {
    assert.equal(attributeLabel(texts, 'custom:shirt_size'), 'Shirt size')
    assert.equal(attributeLabel(texts, 'dev:custom:team-name'), 'Team name')
    assert.equal(attributeLabel(texts, 'custom:toString'), 'ToString')
  })
})
