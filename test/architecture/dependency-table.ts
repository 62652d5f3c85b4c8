/** A line of the table in docs/dependencies.md. */
export interface DescribedPackage {
  readonly name: string
  readonly licence: string
}

/** The lines whose first cell is a package in backticks; the last cell is the licence. */
export function describedPackages(markdown: string): DescribedPackage[] {
  return markdown.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim())
    const name = /^`([^`]+)`$/.exec(cells[1] ?? '')?.[1]
    return name === undefined ? [] : [{ name, licence: cells.at(-2) ?? '' }]
  })
}

/** Where the table and package.json disagree. `licenceOf` returns undefined for a package that is not installed. */
export function disagreements(
  described: readonly DescribedPackage[],
  needed: readonly string[],
  licenceOf: (name: string) => string | undefined,
): string[] {
  const names = described.map(({ name }) => name)
  return [
    ...needed.filter((name) => !names.includes(name)).map((name) => `${name} is not described`),
    ...names.filter((name) => !needed.includes(name)).map((name) => `${name} is not needed any more`),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name} is described twice`),
    ...described.flatMap(({ name, licence }) => {
      const actual = licenceOf(name)
      return actual === undefined || actual === licence ? [] : [`${name} is under ${actual}, not ${licence}`]
    }),
  ]
}

/** A package as package-lock.json lists it. */
export interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/**
 * Packages for other platforms that the lock file lacks. npm leaves out those it cannot find while it writes the
 * file, and then `npm ci` rejects the file everywhere.
 */
export function unlockedOptions(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  )
}
