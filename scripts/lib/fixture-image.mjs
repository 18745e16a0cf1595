/**
 * The name under which a folder of fixtures/ is built, and stays: the next run finds its layers in the engine's cache.
 * @param {string} folder below fixtures/
 */
export const imageOfFixture = (folder) => `loadgate-test/${folder}`;
