/*
 * Tokens of the rule language. A text is lexed in its own mode; a hole in it returns to the default mode, so braces push and
 * pop modes. What other languages write differently has tokens too, so that the token filter can say what to write instead.
 *
 * Of letters, marks and digits beyond ASCII the lexer sees one of each (CharacterClasses): the sets of Unicode would take ANTLR
 * longer to build at each start than all rules of a shop take to compile.
 */
lexer grammar RulesLexer;

// Made by the token filter: a line end that counts, or ';', and the parenthesis that touches the name of an annotation.
tokens { TERM, AT_LPAREN }

// Reserved words.
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
IN : 'in' ;
IS : 'is' ;
IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
CASE : 'case' ;
WHEN : 'when' ;
WHERE : 'where' ;
SET : 'set' ;
CLEAR : 'clear' ;
ADD : 'add' ;
REMOVE : 'remove' ;
EXCLUDE : 'exclude' ;
KEEP : 'keep' ;
WARN : 'warn' ;
LET : 'let' ;
FN : 'fn' ;
TRUE : 'true' ;
FALSE : 'false' ;
MISSING : 'missing' ;
PRESENT : 'present' ;
MATCHES : 'matches' ;
CONTAINS : 'contains' ;
STARTS : 'starts' ;
ENDS : 'ends' ;

// Soft keywords: names everywhere else.
MODULE : 'module' ;
IMPORT : 'import' ;
AS : 'as' ;
TABLE : 'table' ;
FROM : 'from' ;
UNIQUE : 'unique' ;
FIRST : 'first' ;
COLLECT : 'collect' ;
SEGMENT : 'segment' ;
TOP : 'top' ;
BOTTOM : 'bottom' ;
BY : 'by' ;
PER : 'per' ;
EXPERIMENT : 'experiment' ;
ON : 'on' ;
ARM : 'arm' ;
ALLOCATE : 'allocate' ;
RESERVE : 'reserve' ;
REST : 'rest' ;
TO : 'to' ;
MAX : 'max' ;
RULE : 'rule' ;
DISABLE : 'disable' ;
CHANNEL : 'channel' ;
COUNTRY : 'country' ;
LANGUAGE : 'language' ;
ACCOUNT : 'account' ;
TEST : 'test' ;
GIVEN : 'given' ;
AT : 'at' ;
EXPECT : 'expect' ;
BECAUSE : 'because' ;
WITH : 'with' ;

ARROW : '->' | '→' ;
LE : '<=' | '≤' ;
GE : '>=' | '≥' ;
NE : '!=' | '≠' ;
EQ : '=' | '==' ;
LT : '<' ;
GT : '>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
COALESCE : '??' ;
QUESTION : '?' ;
RANGE : '..' ;
HALF_OPEN : '..<' ;
DOT : '.' ;
COMMA : ',' ;
COLON : ':' ;
SEMICOLON : ';' ;
BAR : '|' ;
AT_SIGN : '@' ;
UNDERSCORE : '_' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACK : '[' ;
RBRACK : ']' ;
LBRACE : '{' -> pushMode(DEFAULT_MODE) ;
RBRACE : '}' -> popMode ;

INTEGER : DIGITS ;
DECIMAL : DIGITS '.' DIGITS ;
PERCENT : DIGITS ( '.' DIGITS )? '%' ;
DATE : DAY ;
INSTANT : DAY 'T' [0-9] [0-9] ':' [0-9] [0-9] ( ':' [0-9] [0-9] ( '.' [0-9]+ )? )?
          ( 'Z' | [+-] [0-9] [0-9] ':' [0-9] [0-9] )? ( '[' ( LETTER | DIGIT | [_/+\-] )+ ']' )? ;
fragment LETTER : [a-zA-Z\u{00AA}] ;
fragment MARK : [\u{0300}] ;
fragment DIGIT : [0-9\u{00B2}] ;
fragment DAY : [0-9] [0-9] [0-9] [0-9] '-' [0-9] [0-9] '-' [0-9] [0-9] ;
fragment DIGITS : [0-9] ( [0-9_]* [0-9] )? ;

REGEX : 'r"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"' ( LETTER | DIGIT )* ;
UNCLOSED_REGEX : 'r"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'? ;
RAW : '\'' ( ~['\r\n] | '\'\'' )* '\'' ;
UNCLOSED_RAW : '\'' ( ~['\r\n] | '\'\'' )* ;
QUOTED_NAME : '`' ~[`\r\n]+ '`' ;
UNCLOSED_NAME : '`' ~[`\r\n]* ;
STR_OPEN : '"' -> pushMode(STR) ;

NAME : ( LETTER | '_' ) ( LETTER | MARK | DIGIT | '_' )* ;

// Of other languages and keyboards.
FOREIGN_AND : '&&' | '&' ;
FOREIGN_OR : '||' ;
FOREIGN_NOT : '!' ;
FOREIGN_NE : '<>' | '=!' | '!==' ;
FOREIGN_EQ : '===' | ':=' ;
FOREIGN_ARROW : '=>' | '⇒' | '➔' | '➜' | '⟶' ;
FOREIGN_LE : '=<' ;
FOREIGN_MINUS : '−' | '–' | '—' ;
FOREIGN_STAR : '×' | '**' | '^' ;
FOREIGN_SLASH : '÷' ;
MODULO : '%' ;
CURLY_TEXT : [“”„‟] ~[“”„‟\r\n]* [“”‟] | '«' ~[«»\r\n]* '»' | [‘‚] ~[‘’‚\r\n]* [‘’] ;
CURLY_QUOTE : [“”„‟«»‘’‚‹›] ;
CURRENCY : [\p{Sc}] ;
FOREIGN_COMMENT : '//' ~[\r\n]* | '/*' ~[\r\n]* ;

COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
NL : '\r'? '\n' | '\r' ;
BLANK : [\p{Zs}\t\f\u{FEFF}\u{200B}]+ -> skip ;
UNKNOWN : . ;

mode STR;

STR_CLOSE : '"' -> popMode ;
STR_HOLE : '{' -> type(LBRACE), pushMode(DEFAULT_MODE) ;
STR_ESCAPE : '{{' | '}}' | '\\' ["\\nt] | '\\u{' [0-9a-fA-F]+ '}' ;
STR_BAD_ESCAPE : '\\' ~[\r\n]? | '}' ;
STR_TEXT : ~["\\{}\r\n]+ ;
// The lexer subclass leaves the text here: a text ends on its line.
STR_NL : ( '\r'? '\n' | '\r' ) -> type(NL) ;
