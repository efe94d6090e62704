export function test(name: string, body: () => void | Promise<void>): void;
