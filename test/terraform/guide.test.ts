import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { root } from '../architecture/source.ts'
import { dataSourceRows, resourceRows } from './guide-rows.ts'

describe('docs/guides/terraform.md', () => {
  const guide = readFileSync(join(root, 'docs/guides/terraform.md'), 'utf8')
  const table = (heading: string) => {
    const [, section = assert.fail(`no ${heading}`)] = guide.split(`## ${heading}\n`)
    return section
      .split('\n## ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| `aws_'))
  }

  test('has the provider block of the recipe', () => {
    const recipe = readFileSync(join(root, 'recipes/infrastructure/main.tf'), 'utf8')
    const [block = assert.fail('no provider')] = /^provider "aws" \{\n.*?^\}/ms.exec(recipe) ?? []
    assert.ok(guide.includes(block))
  })

  test('lists the resources as they are replayed', () => {
    assert.deepEqual(table('Resources'), resourceRows())
  })

  test('lists the data sources as they are replayed', () => {
    assert.deepEqual(table('Data sources'), dataSourceRows())
  })
})
