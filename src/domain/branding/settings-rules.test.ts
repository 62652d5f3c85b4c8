import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DEFAULT_SETTINGS } from './default-settings.ts'
import type { Settings } from './managed-login-branding.ts'
import { mergeSettings } from './merge-settings.ts'
import { assertBrandingSettings } from './settings-rules.ts'

const refused = (...faults: string[]) => ({
  name: 'InvalidParameterException',
  message: `Invalid settings provided. Validation errors: [${faults.join(', ')}]`,
})

describe('settings of managed login', () => {
  test('may be the default ones, none, or others that are not known', () => {
    assertBrandingSettings(DEFAULT_SETTINGS)
    assertBrandingSettings({})
    assertBrandingSettings({ later: 1, components: { form: { shadow: true } } })
  })

  test('may name colours in another form, which have no effect', () => {
    for (const color of ['ffffff', '#ffffffff', 'white'])
      assertBrandingSettings({ components: { pageBackground: { lightMode: { color } } } })
  })

  const global = (value: Settings): Settings => ({ categories: { global: value } })
  const rows: [settings: Settings, fault: string][] = [
    [{ categories: 'x' }, '/categories: must be an object'],
    [{ components: null }, '/components: must be an object'],
    [{ components: { form: [] } }, '/components/form: must be an object'],
    [
      global({ colorSchemeMode: 'BLUE' }),
      '/categories/global/colorSchemeMode: must be one of LIGHT, DARK, DYNAMIC',
    ],
    [global({ spacingDensity: 1 }), '/categories/global/spacingDensity: must be a string'],
    [
      { components: { form: { borderRadius: -1 } } },
      '/components/form/borderRadius: must be a number from 0 to 100',
    ],
    [{ components: { form: { borderRadius: '8px' } } }, '/components/form/borderRadius: must be a number'],
    [
      { components: { pageBackground: { lightMode: { color: 0 } } } },
      '/components/pageBackground/lightMode/color: must be a string',
    ],
    [
      { components: { favicon: { enabledTypes: 'ICO' } } },
      '/components/favicon/enabledTypes: must be a list',
    ],
    [
      { categories: { form: { displayGraphics: 'yes' } } },
      '/categories/form/displayGraphics: must be a boolean',
    ],
  ]
  for (const [settings, fault] of rows) {
    test(`are refused: ${fault}`, () => assert.throws(() => assertBrandingSettings(settings), refused(fault)))
  }

  test('are refused with all of their faults', () => {
    assert.throws(
      () => assertBrandingSettings({ categories: 1, components: 2 }),
      refused('/categories: must be an object', '/components: must be an object'),
    )
  })

  test('are merged object by object; lists and values are replaced', () => {
    const below = { a: { b: 1, c: [1, 2] }, d: 1 }
    const above = JSON.parse('{"a":{"c":[3],"e":{"f":1}},"__proto__":{"g":1}}')
    const merged = mergeSettings(below, above)
    assert.deepEqual(
      JSON.parse(JSON.stringify(merged)),
      JSON.parse('{"a":{"b":1,"c":[3],"e":{"f":1}},"d":1,"__proto__":{"g":1}}'),
    )
    assert.equal((merged as { g?: unknown }).g, undefined)
  })
})
