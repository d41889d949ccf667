import { lexer, type Token, type Tokens } from 'marked';
import type { ComponentChild } from 'preact';

/**
 * GitHub Flavored Markdown as elements. Only what a card may hold becomes an element; HTML, images and anything else shows as the text
 * that it is, and an address becomes a link only where it is https. Nothing is ever set as HTML.
 */
export function Markdown({ text }: { readonly text: string }) {
  return <div class="prose">{blocks(lexer(text, { gfm: true }))}</div>;
}

function isLink(token: Token): token is Tokens.Link {
  return token.type === 'link';
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function inside(token: Token): readonly Token[] {
  return 'tokens' in token && Array.isArray(token.tokens) ? token.tokens : [];
}

function textOf(token: Token): string {
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}

/** Character references that the lexer leaves in text. */
function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

function inline(token: Token): ComponentChild {
  const children = (): ComponentChild => inside(token).map(inline);
  switch (token.type) {
    case 'strong':
      return <strong>{children()}</strong>;
    case 'em':
      return <em>{children()}</em>;
    case 'codespan':
      return <code>{unescaped(textOf(token))}</code>;
    case 'br':
      return <br />;
    case 'link':
      return isLink(token) && token.href.startsWith('https://') ? (
        <a href={token.href} target="_blank" rel="noopener noreferrer">
          {children()}
        </a>
      ) : (
        token.raw
      );
    case 'text':
    case 'escape':
      return inside(token).length > 0 ? children() : unescaped(textOf(token));
    default:
      return token.raw;
  }
}

function list(token: Tokens.List): ComponentChild {
  const items = token.items.map((item) => <li>{blocks(item.tokens)}</li>);
  return token.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function block(token: Token): ComponentChild {
  if (isList(token)) return list(token);
  switch (token.type) {
    case 'space':
      return null;
    case 'paragraph':
      return <p>{inside(token).map(inline)}</p>;
    case 'heading':
      return (
        <p>
          <strong>{inside(token).map(inline)}</strong>
        </p>
      );
    case 'text':
      return inline(token);
    case 'blockquote':
      return <blockquote>{blocks(inside(token))}</blockquote>;
    case 'code':
      return <pre class="code">{textOf(token)}</pre>;
    case 'hr':
      return <hr />;
    default:
      return <p>{token.raw}</p>;
  }
}

function blocks(tokens: readonly Token[]): ComponentChild {
  return tokens.map(block);
}
