/** Words a wake phrase may begin with that are no name: people swallow them, and a recogniser makes anything of them. */
export const greetings: ReadonlySet<string> = new Set(
  'hey hi hello hallo hej hola ok okay yo dear he oh good'.split(' '),
);
