"""The labels of review pages, by what may stand behind them, in English, German, French and Spanish.

A label in two rows may mean either, and what follows it decides. Each row is parted at semicolons.
"""

from __future__ import annotations

__all__ = ["FACTS", "LABELS"]

LABELS: dict[str, str] = {
    "item": (
        "review of; reviewed item; item reviewed; item; product; product name; product reviewed; rezension von; "
        "rezension zu; kritik zu; critique de; reseña de; crítica de; titel; title; titre; título; name; nom; "
        "nombre; produkt; produit; producto"
    ),
    "headline": "headline; subject; überschrift; betreff; titular",
    "movie": (
        "movie; movie title; film; film title; filmtitel; titre du film; película; título de la película; pelicula; "
        "original title; originaltitel; titre original; título original"
    ),
    "book": "book; book title; buch; buchtitel; livre; libro; novel; roman; novela",
    "game": "game; video game; game title; spiel; jeu; juego; videojuego",
    "album": "album; album title; álbum; disco; record; disque",
    "series": "series; show; tv show; tv series; serie; série",
    "restaurant": "restaurant; restaurante",
    "hotel": "hotel; hôtel",
    "app": "app; software; application; aplicación; anwendung; logiciel",
    "reviewer": (
        "reviewed by; review by; reviewer; reviewer name; a review by; written by; posted by; words by; text by; "
        "review author; critic; words; text; published by; submitted by; tested by; rezensiert von; rezension von; "
        "eine rezension von; kritik von; eine kritik von; rezensent; rezensentin; geschrieben von; verfasst von; "
        "getestet von; veröffentlicht von; ein test von; text von; écrit par; rédigé par; publié par; posté par; "
        "critique par; critique de; critique écrite par; rédacteur; rédactrice; testé par; escrito por; escrita "
        "por; publicado por; reseñado por; reseña de; reseña por; crítica de; crítica por; redactor; redactora; "
        "probado por; scritto da; recensione di; geschreven door"
    ),
    "by": "by; von; par; por; di; door; de",
    "author": (
        "author; authors; autor; autorin; autoren; auteur; auteure; autrice; auteurs; autora; autores; autore; book "
        "author"
    ),
    "published": (
        "published; published on; published at; posted; posted on; date; date published; date posted; publication "
        "date; on; reviewed on; review date; date of review; added; added on; created; first published; originally "
        "published; submitted on; veröffentlicht; veröffentlicht am; publiziert am; datum; vom; am; erstellt am; "
        "eingestellt am; gepostet am; publié; publié le; posté le; mis en ligne le; le; date de publication; paru "
        "le; écrit le; rédigé le; publicado; publicado el; fecha; fecha de publicación; el; escrito el"
    ),
    "modified": (
        "modified; last modified; last modified on; date modified; updated; updated on; last updated; last updated "
        "on; last update; last edited; edited; edited on; revised; revised on; aktualisiert; aktualisiert am; "
        "zuletzt aktualisiert; zuletzt aktualisiert am; zuletzt geändert; zuletzt geändert am; zuletzt bearbeitet; "
        "geändert am; letzte änderung; letzte aktualisierung; stand; update; mis à jour; mis à jour le; mise à "
        "jour; mise à jour le; dernière mise à jour; dernière mise à jour le; dernière modification; modifié le; "
        "modifié; actualizado; actualizado el; actualizada el; última actualización; modificado; modificado el; "
        "última modificación"
    ),
    "rating": (
        "rating; ratings; overall rating; our rating; my rating; final rating; review rating; star rating; rating "
        "value; reviewer rating; reviewer's rating; critic rating; critic's rating; editor's rating; editor rating; "
        "score; final score; overall score; our score; my score; review score; total score; total; overall; grade; "
        "final grade; overall grade; our grade; my grade; mark; stars; star; rated; we rate it; i give it; we give "
        "it; points; bewertung; unsere bewertung; meine bewertung; gesamtbewertung; endbewertung; wertung; unsere "
        "wertung; meine wertung; gesamtwertung; endwertung; endnote; gesamtnote; gesamt; gesamturteil; note; "
        "sterne; schulnote; punkte; punktzahl; notre note; ma note; note finale; note globale; note générale; note "
        "de la rédaction; évaluation; appréciation; étoiles; puntuación; puntuacion; nuestra puntuación; mi "
        "puntuación; puntuación final; puntuación total; valoración; valoracion; nuestra valoración; mi valoración; "
        "valoración final; valoración global; calificación; calificacion; calificación final; mi calificación; "
        "nota; nuestra nota; mi nota; nota final; nota global; estrellas; voto; valutazione"
    ),
    "others": (
        "user rating; user ratings; user score; users' rating; reader rating; readers' rating; reader score; "
        "average rating; average score; community rating; community score; metascore; imdb rating; imdb; "
        "metacritic; rotten tomatoes; tomatometer; audience score; leserwertung; leserbewertung; userwertung; "
        "nutzerwertung; durchschnittliche bewertung; note des lecteurs; note des spectateurs; note moyenne; note de "
        "la presse; nota de los lectores; nota media; puntuación media; valoración media; puntuación de los "
        "usuarios"
    ),
    "content": (
        "mpaa rating; mpaa; rated; age rating; content rating; certificate; certification; fsk; usk; pegi; esrb; "
        "classification; altersfreigabe"
    ),
    "summary": (
        "summary; review summary; short summary; abstract; in short; in brief; in a nutshell; tl; dr; tldr; "
        "kurzfassung; zusammenfassung; kurz gesagt; in kürze; kurzfazit; en résumé; résumé; en bref; resumen; en "
        "resumen; en pocas palabras; en breve"
    ),
    "verdict": (
        "verdict; final verdict; the verdict; our verdict; my verdict; bottom line; the bottom line; the lowdown; "
        "final word; the final word; conclusion; final thoughts; wrap-up; overall impression; fazit; das fazit; "
        "unser fazit; mein fazit; gesamtfazit; urteil; unser urteil; verdikt; le verdict; notre verdict; verdict "
        "final; bilan; le bilan; en conclusion; notre avis; conclusión; conclusiones; veredicto; el veredicto; "
        "nuestro veredicto; veredicto final; en conclusión; valoración personal"
    ),
    "pros": (
        "pros; pro; what worked; what works; ce que j'ai aimé; ce qu'on a aimé; the good; good; the good stuff; "
        "good points; what's good; likes; we like; we liked; what we like; what we liked; what i liked; i liked; "
        "positives; positive; strengths; highs; high points; upsides; advantages; plus; pluses; loved; the pros; "
        "for; vorteile; pluspunkte; positiv; positives fazit; das positive; stärken; gut; das gefällt; das gefällt "
        "uns; gefällt; was gefällt; was uns gefällt; das gute; les plus; le plus; points forts; les points forts; "
        "point fort; points positifs; les points positifs; positif; avantages; on aime; on a aimé; on adore; nous "
        "avons aimé; j'ai aimé; les +; qualités; pour; le bon; lo mejor; lo bueno; a favor; ventajas; puntos "
        "fuertes; puntos positivos; aspectos positivos; aciertos; nos gusta; nos ha gustado; virtudes; lo positivo"
    ),
    "cons": (
        "cons; con; what didn't work; what doesn't work; ce que je n'ai pas aimé; contra; the bad; bad; the bad "
        "stuff; bad points; what's bad; dislikes; we dislike; we disliked; what we don't like; what we didn't like; "
        "what we disliked; what i didn't like; what i disliked; i disliked; negatives; negative; weaknesses; lows; "
        "low points; downsides; disadvantages; minus; minuses; loathed; the cons; against; drawbacks; nachteile; "
        "minuspunkte; negativ; das negative; schwächen; schlecht; das gefällt nicht; gefällt nicht; das gefällt uns "
        "nicht; was nicht gefällt; was uns nicht gefällt; das schlechte; les moins; le moins; points faibles; les "
        "points faibles; point faible; points négatifs; les points négatifs; négatif; inconvénients; on aime moins; "
        "on n'aime pas; on a moins aimé; on regrette; nous n'avons pas aimé; je n'ai pas aimé; les -; défauts; "
        "contre; lo peor; lo malo; en contra; contras; desventajas; inconvenientes; puntos débiles; puntos "
        "negativos; aspectos negativos; fallos; no nos gusta; no nos ha gustado; defectos; lo negativo"
    ),
    "recommended": (
        "recommended; recommend; would recommend; recommendation; empfehlenswert; empfohlen; weiterempfehlung; "
        "recommandé; recomendado; recomendable"
    ),
    "body": (
        "review; the review; full review; our review; my review; review text; your review; kritik; die kritik; "
        "rezension; unsere kritik; critique; la critique; notre critique; reseña; crítica; la crítica"
    ),
    "tags": (
        "tags; tag; labels; tagged; tagged with; keywords; schlagwörter; schlagworte; stichworte; stichwörter; "
        "mots-clés; mots clés; étiquettes; etiquetas; palabras clave"
    ),
    "category": (
        "category; categories; filed under; filed in; posted in; section; kategorie; kategorien; abgelegt unter; "
        "rubrik; catégorie; catégories; classé dans; rubrique; publié dans; categoría; categorías; archivado en; "
        "publicado en"
    ),
    "url": "url; link; permalink; source; quelle; originally published at; originally posted at",
}
"""What is said of the review: its field, or the kind of its item, and the labels of it."""

FACTS: dict[str, str] = {
    "director": (
        "director; directors; directed by; director(s); regie; regisseur; regisseurin; regisseure; réalisateur; "
        "réalisatrice; réalisation; réalisé par; un film de; dirección; dirigida por; dirigido por; directora; "
        "regia"
    ),
    "actor": (
        "starring; stars; cast; actors; actor; with; main cast; darsteller; schauspieler; besetzung; mit; acteurs; "
        "acteur; avec; distribution; casting; reparto; actores; intérpretes; con; elenco"
    ),
    "writer": "writer; writers; screenplay; screenplay by; story by; drehbuch; scénario; scénariste; guion; guión",
    "publisher": (
        "publisher; publishers; published by; verlag; éditeur; editeur; éditions; maison d'édition; editorial; "
        "editor; editora; herausgeber; distributor; vertrieb; verleih; distributeur; distribuidora; label; record "
        "label"
    ),
    "developer": (
        "developer; developers; developed by; studio; entwickler; entwickelt von; entwicklerstudio; développeur; "
        "développé par; desarrollador; desarrolladora; desarrollo; desarrollado por; made by; creator; creators; "
        "created by"
    ),
    "platform": (
        "platform; platforms; available on; played on; reviewed on; system; systems; console; plattform; "
        "plattformen; getestet auf; gespielt auf; plateforme; plateformes; support; supports; testé sur; disponible "
        "sur; plataforma; plataformas; sistema; disponible en; analizado en; tested on"
    ),
    "genre": "genre; genres; genre(s); género; géneros; gattung",
    "released": (
        "release date; released; release; released on; year; year of release; release year; publication year; "
        "theatrical release; us release; in cinemas; in theaters; in theatres; erscheinungsdatum; erschienen; "
        "erscheinungsjahr; erscheint; kinostart; jahr; date de sortie; sortie; année; sorti le; fecha de estreno; "
        "estreno; fecha de lanzamiento; lanzamiento; año; fecha de salida; erschienen am; first release"
    ),
    "runtime": (
        "runtime; running time; run time; length; duration; laufzeit; länge; spieldauer; durée; duración; spielzeit"
    ),
    "pages": (
        "pages; page count; number of pages; seiten; seitenzahl; nombre de pages; páginas; número de páginas; print "
        "length"
    ),
    "isbn": "isbn; isbn-13; isbn-10; isbn13; isbn10; isbn 13; isbn 10",
    "artist": (
        "artist; artists; band; performer; musician; interpret; künstler; artiste; groupe; artista; grupo; "
        "interprète; intérprete"
    ),
    "price": "price; msrp; rrp; list price; price when reviewed; cost; retail price; preis; uvp; prix; precio; prezzo",
    "version": "version; version reviewed; software version; versión; version tested",
    "maker": "product by; brand; manufacturer; maker; made by; hersteller; marke; marque; fabricant; marca; fabricante",
    "movie_by": "movie by; film by; film von; film de; película de",
    "book_by": "book by; buch von; livre de; libro de; novel by",
    "game_by": "game by; spiel von; jeu de; juego de; app by; software by",
    "color": "color; colour; farbe; couleur",
    "model": "model; model number; modell; modèle; modelo",
    "translator": (
        "translator; translated by; übersetzer; übersetzerin; übersetzt von; übersetzung; traducteur; traductrice; "
        "traduction; traduit par; traductor; traductora; traducción"
    ),
    "illustrator": (
        "illustrator; illustrated by; illustrations by; illustriert von; illustrationen; illustrateur; illustré "
        "par; ilustrador; ilustradora"
    ),
    "country": (
        "country; countries; country of origin; land; herkunftsland; produktionsland; pays; nationalité; país; "
        "nacionalidad"
    ),
    "edition": "edition; auflage; édition; edición",
    "tracks": "tracks; number of tracks; track count; titel (anzahl); nombre de pistes",
    "cuisine": "cuisine; cuisine type; type of cuisine; küche; type de cuisine; cocina; tipo de cocina",
    "telephone": "phone; telephone; tel; telefon; téléphone; teléfono",
    "address": "address; location; adresse; anschrift; dirección postal; ubicación",
    "website": (
        "website; web site; official site; official website; homepage; webseite; site officiel; site web; sitio web"
    ),
    "os": "operating system; os; requires; requirements; betriebssystem; système d'exploitation; sistema operativo",
    "other": (
        "music; music by; composer; composed by; soundtrack; cinematography; cinematographer; director of "
        "photography; editor; edited by; producer; producers; produced by; production company; narrator; narrated "
        "by; read by; format; binding; paperback; hardcover; language; languages; aspect ratio; audio; subtitles; "
        "discs; region; resolution; weight; dimensions; size; material; upc; asin; sku; ean; availability; buy; buy "
        "it; buy now; available at; available from; amazon; budget; box office; players; number of players; "
        "multiplayer; engine; review copy; review unit; disclosure; photo; photos; photo credit; image; images; "
        "image credit; sprache; musik; kamera; produzent; produktion; schnitt; bildformat; ton; untertitel; "
        "spieler; langue; musique; photographie; producteur; production; producción; productor; música; fotografía; "
        "idioma; formato; fsk freigabe; series title; opening hours; hours; rooms; rate; rates"
    ),
}
"""What is said of the item: the kind of the fact, and its labels."""
