// recipes/infrastructure/main.tf: what Terraform would make of it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { root } from '../architecture/source.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { RESOURCES } from '../terraform/guide-rows.ts'
import { openTerraform } from '../terraform/replay.ts'
import type { Values } from '../terraform/resource.ts'

const folder = join(root, 'recipes/infrastructure')
const recipe = readFileSync(join(folder, 'main.tf'), 'utf8')

interface Block {
  readonly type: string
  readonly name: string
  readonly lines: readonly string[]
}

/** The resources of a file that only has plain arguments: texts, lists of texts, and attributes of other resources. */
function resourcesOf(text: string): Block[] {
  return [...text.matchAll(/^resource "(\w+)" "(\w+)" \{\n(.*?)^\}/gms)].map(
    ([, type = '', name = '', body = '']) => ({
      type,
      name,
      lines: body.split('\n').filter((line) => line.trim() !== ''),
    }),
  )
}

describe('the recipe for Terraform', () => {
  const house = usePoolhouse()

  test('is applied, changes nothing when it is applied again, and is destroyed', async () => {
    const client = house.client()
    const states: Record<string, Values> = {}
    const made = []
    for (const { type, name, lines } of resourcesOf(recipe)) {
      const resource = RESOURCES.find((it) => it.type === type) ?? assert.fail(`${type} is not replayed`)
      const config = Object.fromEntries(
        lines.map((line) => {
          const [, argument = '', value = ''] = /^ {2}(\w+) *= (.+)$/.exec(line) ?? assert.fail(line)
          assert.ok(argument in resource.arguments, `${type} has no ${argument}`)
          const [, other = '', attribute = ''] = /^(\w+\.\w+)\.(\w+)$/.exec(value) ?? []
          return [argument, other ? states[other]?.[attribute] : JSON.parse(value)]
        }),
      )
      const terraform = openTerraform(resource, client)
      await terraform.apply(config)
      await terraform.apply(config)
      states[`${type}.${name}`] = terraform.state
      made.unshift(terraform)
    }
    assert.equal(made.length, 2)
    for (const terraform of made) await terraform.destroy()
  })

  if (spawnSync('terraform', ['version'], { timeout: 60_000 }).status === 0) {
    test('has the format of terraform fmt', () => {
      const { status, stdout } = spawnSync('terraform', ['fmt', '-check', '-diff', folder], {
        encoding: 'utf8',
        timeout: 60_000,
      })
      assert.deepEqual({ status, stdout }, { status: 0, stdout: '' })
    })
  }
})
