"""Lines that belong to a site and not to a text: menus, buttons, counts of comments, notices of rights."""

from __future__ import annotations

import re

__all__ = ["is_site_line", "starts_comments"]

_SITE = re.compile(
    r"share(?: (?:this|on|via|it)\b.{0,40})?|share & comment|tweet(?: this)?|like(?: this| loading\.*)?|"
    r"pin(?: it)?|print(?: this)?|email(?: this)?|e-mail|facebook|twitter|x|reddit|pinterest|tumblr|linkedin|"
    r"whatsapp|telegram|instagram|youtube|rss(?: feed)?|subscribe(?: .{0,40})?|follow(?: us| me)?(?: on .{1,30})?|"
    r"sign up(?: .{0,40})?|log ?in|sign in|register|my account|"
    r"(?:leave|add|post|write) (?:a|your) (?:comment|reply|review)|"
    r"(?:no|[0-9]{1,5}) (?:comments?|replies|likes?|shares?|views?)|"
    r"comments? (?:off|closed|are closed)(?: .{0,60})?|comments?|be the first to comment|more details|"
    r"read (?:more|on)|continue reading|see more|show more|full review|click to (?:rate|enlarge).{0,40}|"
    r"skip to (?:main )?(?:content|navigation)|(?:main )?menu|home|search|search for|about(?: us| me)?|"
    r"contact(?: us)?|archives?|sitemap|privacy(?: policy)?|cookie policy|terms(?: of (?:use|service))?|"
    r"advertis(?:e|ement|ing)|sponsored|affiliate links?|related(?: (?:posts|articles|reviews|stories))?|"
    r"you (?:may|might) also like|recommended for you|popular posts|recent posts|"
    r"(?:←|«|‹|<)?\s?(?:previous|older|prev)(?: (?:post|posts|article|review|entry|entries)).{0,100}|"
    r"(?:next|newer)(?: (?:post|posts|article|review|entry|entries)).{0,100}|(?:←|→|«|»|‹|›).{1,120}|"
    r".{1,120}(?:←|→|»|›)|(?:©|\(c\)|copyright).{0,150}|all rights reserved.{0,60}|"
    r"(?:proudly )?powered by .{1,60}|back to top|top|permalink|edit|bookmark.{0,80}|"
    r"(?:filed under|posted (?:in|under)|filed in|tagged|categories|category)\b.{0,200}|"
    r"[0-9]{1,3}[ -]min(?:ute)?s?(?: read)?|reading time.{0,30}|lesezeit.{0,30}|temps de lecture.{0,30}|teilen|"
    r"drucken|weiterlesen|mehr lesen|kommentar(?:e| schreiben| hinterlassen)|[0-9]{1,5} kommentare?|impressum|"
    r"datenschutz|startseite|das könnte (?:dich|sie) auch interessieren|ähnliche beiträge|partager|imprimer|"
    r"lire la suite|laisser un commentaire|commentaires?|[0-9]{1,5} commentaires?|accueil|mentions légales|"
    r"[0-9,]{1,7} (?:people|persons?) found this (?:review )?helpful|was this review helpful.{0,40}|"
    r"helpful|report(?: abuse)?|"
    r"compartir|imprimir|leer más|deja(?:r)? un comentario|comentarios?|[0-9]{1,5} comentarios?|inicio|"
    r"aviso legal|artículos relacionados|articles similaires|à lire aussi",
    re.IGNORECASE,
)
_HOME = re.compile(r"home|menu|startseite|accueil|inicio", re.IGNORECASE)
_CRUMBS = re.compile(r"(?:home|start|startseite|accueil|inicio|reviews)\s?(?:>|»|›|/|::)\s?[^\n]{1,150}", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:[0-9]{1,5}|one|two|three) (?:thoughts?|responses?|replies|antworten|réponses?|respuestas?) "
    r"(?:on|to|auf|à|a|sur)\b.{0,200}|"
    r"leave a (?:reply|comment) ?(?:cancel reply)?|"
    r"[0-9]{1,5} (?:comments?|kommentare?|commentaires?|comentarios?)|"
    r"(?:reader |user )?comments?(?: \([0-9]{1,5}\))?|kommentare|commentaires|comentarios|"
    r"related (?:posts|articles|reviews)|you (?:may|might) also like|recent posts|ähnliche beiträge|"
    r"articles similaires|artículos relacionados|das könnte (?:dich|sie) auch interessieren|reader interactions",
    re.IGNORECASE,
)


def is_site_line(text: str) -> bool:
    """Whether a whole line is a site's own: navigation, buttons, counts of comments, notices of rights."""
    if len(text) > 220:
        return False
    bare = text.strip("*_[]•·>: \t")
    parts = [part.strip() for part in re.split(r"\s?[|•·]\s?", bare) if part.strip()]
    if len(parts) > 2 and _HOME.fullmatch(parts[0]) and all(len(part.split()) <= 3 for part in parts):
        return True  # "Home | Film | About"
    return bool(_CRUMBS.fullmatch(bare)) or (bool(parts) and all(_SITE.fullmatch(part.rstrip(" .:")) for part in parts))


def starts_comments(text: str) -> bool:
    """Whether a line is the heading of what comes behind a review: its readers' comments, other reviews."""
    return len(text) <= 220 and _COMMENTS.fullmatch(text.strip("*_[]•·>: \t")) is not None
