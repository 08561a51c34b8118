//! Literals of types that the parser does not know, `IPADDRESS '10.0.0.1'`, as casts.

use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, TokenWithSpan, Word};

const TYPES: &[&str] = &["ipaddress"];

/// `TYPE 'text'` becomes `CAST('text' AS TYPE)`.
pub fn rewrite(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let named = |token: &TokenWithSpan| match &token.token {
        Token::Word(word) if word.quote_style.is_none() => {
            TYPES.iter().copied().find(|name| word.value.eq_ignore_ascii_case(name))
        }
        _ => None,
    };
    if !tokens.iter().any(|token| named(token).is_some()) {
        return tokens;
    }
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = (at + 1..tokens.len()).find(|place| !matches!(tokens[*place].token, Token::Whitespace(_)));
        let text = next.filter(|place| matches!(tokens[*place].token, Token::SingleQuotedString(_)));
        let (Some(name), Some(text)) = (named(token), text) else {
            out.push(token.clone());
            at += 1;
            continue;
        };
        let span = token.span;
        let word = |text: &str, keyword| Token::Word(Word { value: text.to_owned(), quote_style: None, keyword });
        let made = [
            word("CAST", Keyword::CAST),
            Token::LParen,
            tokens[text].token.clone(),
            word("AS", Keyword::AS),
            word(name, Keyword::NoKeyword),
            Token::RParen,
        ];
        out.extend(made.into_iter().map(|token| TokenWithSpan { token, span }));
        at = text + 1;
    }
    out
}
