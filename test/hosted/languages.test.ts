import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CATALOGUES } from '../../src/hosted/languages/catalogues.ts'
import { LANGUAGE_NAMES, LANGUAGES, toLanguage } from '../../src/hosted/languages/language.ts'
import { fill, partsOf, type Texts } from '../../src/hosted/languages/texts.ts'

/** Every text by its name, those of attributes too. */
function textsOf({ attributes, ...texts }: Texts): ReadonlyMap<string, string> {
  const named = Object.entries(attributes).map(([name, text]) => [`attributes.${name}`, text] as const)
  return new Map([...Object.entries(texts as Readonly<Record<string, string>>), ...named])
}

const valuesIn = (text: string): string[] =>
  partsOf(text)
    .flatMap(({ value }) => value ?? [])
    .sort()

/** Words that another language writes as English does. */
const SHARED = new Set(
  'attributes.nickname attributes.website bySms byEmail byPassword byPasskey code email optional or password'.split(
    ' ',
  ),
)

describe('the catalogues', () => {
  const english = textsOf(CATALOGUES.en)

  test('are of the twelve languages of the service', () => {
    assert.deepEqual([...LANGUAGES].sort(), 'de en es fr id it ja ko nl pt-BR zh-CN zh-TW'.split(' '))
    assert.deepEqual(Object.keys(CATALOGUES).sort(), [...LANGUAGES].sort())
    assert.equal(new Set(Object.values(LANGUAGE_NAMES)).size, LANGUAGES.length)
  })

  for (const language of LANGUAGES) {
    const texts = textsOf(CATALOGUES[language])

    test(`${language}: has every text, and no other`, () => {
      assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort())
      const empty = [...texts].filter(([, text]) => text.trim() !== text || text === '')
      assert.deepEqual(empty, [])
    })

    test(`${language}: puts the same values into each text as English does`, () => {
      for (const [name, text] of texts) {
        assert.deepEqual(valuesIn(text), valuesIn(english.get(name) ?? ''), `${name}: ${text}`)
      }
    })

    test(`${language}: is typed with its own marks, without markup and straight apostrophes`, () => {
      const wrong = [...texts].filter(([, text]) => /[<>&"']/.test(text))
      assert.deepEqual(wrong, [])
    })

    if (language !== 'en') {
      test(`${language}: is translated`, () => {
        const same = [...texts].filter(([name, text]) => text === english.get(name) && !SHARED.has(name))
        assert.deepEqual(same, [])
      })
    }
  }
})

describe('a language', () => {
  test('is named by its tag, in any case', () => {
    assert.equal(toLanguage('pt-br'), 'pt-BR')
    assert.equal(toLanguage('ZH-cn'), 'zh-CN')
  })

  test('is none of a tag that is unknown', () => {
    for (const tag of ['', 'e', 'en-GB', 'toString', 'xx', undefined])
      assert.equal(toLanguage(tag), undefined)
  })
})

describe('a text with values', () => {
  test('has them in their places', () => {
    assert.equal(fill('{a} and {b}, {a}', { a: 1, b: '{a}' }), '1 and {a}, 1')
  })

  test('is left alone where it has none', () => {
    assert.equal(fill('{} {1} a', { a: 1 }), '{} {1} a')
  })
})
