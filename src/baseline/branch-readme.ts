/** What the branch says about itself to people who come across it. */
export const BRANCH_README = `# Baselines of loadgate

This branch is written by loadgate, which load-tests the services of this repository on every pull
request. It has no history in common with the code, and nothing is built from it.

\`records/<commit>.json\` is what was measured of that commit: the record that later runs compare with.
A commit that was measured again has the newer record; earlier ones are in this branch's history.
\`accepted/<pull request>.json\` is what people accepted there by \`/loadgate accept\`: who, why, until when, and how much.
\`requests/<pull request>.json\` is what was last asked there by \`/loadgate run NAME\`, and for which run.
\`releases/<name>.json\` is the record of a release. It is written once and never changed.

- Don't edit records by hand: one that can't be read stops every run that needs it.
- A record can be removed, and so can this branch: the next push to the default branch stores a new one.
- The job that writes here needs \`permissions: { contents: write }\`, and must be allowed to push to this branch.
`;
